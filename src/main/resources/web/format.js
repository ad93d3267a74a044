// Words for numbers, times and names; and elements without HTML text.

const whole = new Intl.NumberFormat('en');

/** 1234567 as 1,234,567. */
export const number = (value) => whole.format(value);

/** A count with its noun. */
export const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;

/** Milliseconds since 1970 as 2026-01-31 12:00:05 UTC. */
export const time = (millis) => `${new Date(millis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** How long ago that was. */
export function ago(millis) {
  const old = Date.now() - millis;
  return old < 1000 ? 'just now' : `${span(old)} ago`;
}

/** The last part of a name such as Pallet.ErrorName. */
export const lastPart = (name) => name.split('.').at(-1);

/** A name such as Pallet.ErrorName, in one line where it fits; where it does not, the next one begins with one of its words. */
export const breakable = (name) => h('span', { class: 'whole' }, name.split(/(?<=[a-z.])(?=[A-Z])/).flatMap((word, i) => (i ? [h('wbr'), word] : [word])));

/** Words of the API for people. */
export const plain = (word) => word.replaceAll('_', ' ');

/** The middle left out. */
export const short = (text) => (text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text);

/** A length of time in its two largest units. */
export function span(millis) {
  if (millis < 0) return `−${span(-millis)}`;
  const units = [['d', 864e5], ['h', 36e5], ['min', 6e4], ['s', 1e3]];
  const first = units.findIndex(([, size]) => millis >= size);
  if (first < 0) return `${Math.round(millis)} ms`;
  if (millis < 1e4) return `${(millis / 1000).toFixed(1)} s`;
  const [name, size] = units[first];
  const rest = units[first + 1];
  const whole = Math.floor(millis / size);
  const left = rest ? Math.floor((millis - whole * size) / rest[1]) : 0;
  return left ? `${whole} ${name} ${left} ${rest[0]}` : `${whole} ${name}`;
}

/** A share of 1 in per cent, with the digits that matter. */
export function share(value) {
  const percent = value * 100;
  return `${percent >= 10 ? percent.toFixed(1) : percent >= 1 ? percent.toFixed(2) : percent.toFixed(3)} %`;
}

/** An element; properties that are functions listen, text children are text. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (key === 'class') element.className = value;
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A table; columns are [title, isNumber]. */
export function table(caption, columns, rows) {
  const cell = (tag, text, isNumber) => h(tag, { class: isNumber ? 'n' : '' }, text instanceof Node ? text : String(text));
  return h(
    'table',
    {},
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, columns.map(([title, n]) => {
      const head = cell('th', title, n);
      head.scope = 'col';
      return head;
    }))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((text, i) => cell('td', text, columns[i][1]))))),
  );
}

/** Once, a little after it was last asked for; where it is asked for all the time, as often as `most` says. */
export function later(work, wait, most = Infinity) {
  let timer = 0;
  let first = 0;
  return () => {
    const now = performance.now();
    if (!timer) first = now;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      work();
    }, Math.max(0, Math.min(wait, first + most - now)));
  };
}

/** Once in the next frame, however often it is asked for. */
export function nextFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/** Puts other children into a place; whoever stood on one with the keyboard stands on the one that took its turn. */
export function refill(place, ...children) {
  const focusable = () => [...place.querySelectorAll('a, button, [tabindex]')];
  const at = focusable().indexOf(document.activeElement);
  place.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
  const now = focusable();
  if (at >= 0 && now.length) now[Math.min(at, now.length - 1)].focus();
}

/** Puts other children into a place where they differ; what is the same stays, so that whoever marks it keeps it marked. */
export function put(place, ...children) {
  const fresh = h('div', {}, ...children);
  const { childNodes: now } = place;
  const same = fresh.childNodes.length === now.length && [...fresh.childNodes].every((node, i) => node.isEqualNode(now[i]));
  if (!same) refill(place, ...fresh.childNodes);
}

/** Keeps a tip beside a place inside a box; no lines hide it. */
export function tipAt(tip, lines, x, y, wide, high) {
  tip.hidden = !lines;
  if (!lines) return;
  tip.replaceChildren(h('strong', {}, lines[0]), ...lines.slice(1).map((line) => h('p', {}, line)));
  const { offsetWidth, offsetHeight } = tip;
  const right = x + 14 + offsetWidth <= wide;
  tip.style.left = `${right ? x + 14 : Math.max(0, x - offsetWidth - 14)}px`;
  tip.style.top = `${Math.max(0, Math.min(y + 14, high - offsetHeight))}px`;
}

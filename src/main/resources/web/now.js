// The first screen: when weights were last set, where the chain is, and what is verified.
import { ask } from './api.js';
import { usualGap } from './facts.js';
import { colour, count, h, number, short, span, table, time } from './format.js';

/** Weights that are in force for longer than so many usual gaps are drawn faded. */
export const FADING = 3;

/** Finality comes in jumps of a few blocks; more than that is a past to catch up with. */
const CATCHING_UP = 10;

const $ = (id) => document.getElementById(id);
const details = new Map();

/** Draws it all. `view` has facts (of the chosen series), status, head and advice. */
export function showNow(view) {
  const last = view.facts.findLast((fact) => fact.took);
  headline(view, last);
  figures(view, last);
  endpoints(view.status);
  coverage(view);
}

/** How long ago weights were set, in blocks and, where the tempo is known, in tempos. */
function silence(view, last) {
  const { status, head, covered } = view;
  const known = status.last_sets.find((set) => `${set.netuid}/${set.mechanism_id}/${set.hotkey}` === last.series);
  // What is still to be caught up with may hold a set.
  const behind = Math.max(0, head - covered) > CATCHING_UP ? head - covered : 0;
  const blocks = Math.max(0, head - behind - last.block);
  const tempo = known?.tempo ?? undefined;
  const limit = status.overdue_tempos ?? undefined;
  const tempos = tempo && blocks / tempo;
  return { blocks, behind, tempo, tempos, limit, overdue: tempos !== undefined && limit !== undefined && tempos > limit };
}

function headline(view, last) {
  if (!last) {
    put($('headline'), view.facts.length ? 'No weights have taken effect yet.' : 'No weights seen yet.');
    put($('under'), attempt(view, undefined) ?? 'They appear here as soon as a finalized block holds some.');
    return;
  }
  const { blocks, behind, tempo, limit, overdue } = silence(view, last);
  const since = h('b', { class: overdue ? 'bad' : '' }, count(blocks, 'block'));
  const at = behind ? ` before block ${number(view.covered)}` : ' ago';
  const recent = blocks ? ['Weights were set ', since, `${at}.`] : ['Weights were set ', h('b', {}, 'in the newest block'), '.'];
  put($('headline'), ...(overdue ? ['No weights for ', since, '.'] : recent));
  const gap = usualGap(view.facts);
  const usual = gap === undefined ? '' : ` The usual gap is ${count(gap.blocks, 'block')}.`;
  const verdict = tempo === undefined || limit === undefined
    ? 'The tempo is not known yet, so nobody can say whether that is late.'
    : overdue
      ? `This is overdue: later than ${plain(limit)} tempos of ${count(tempo, 'block')}.`
      : `All is well: overdue after ${plain(limit)} tempos, ${count(Math.ceil(limit * tempo), 'block')}.`;
  const rest = behind ? ` ${count(behind, 'newer block')} ${behind === 1 ? 'is' : 'are'} still to be read.` : '';
  put($('under'), `${verdict}${usual}${rest}`, ...[attempt(view, last)].filter(Boolean).flatMap((text) => [' ', text]));
}

/** The newest fact, if it did not take effect after the last that did. */
function attempt(view, last) {
  const newest = view.facts.at(-1);
  if (!newest?.error || (last && newest.block < last.block)) return undefined;
  const name = h('b', { class: 'bad' }, newest.error.split('.').at(-1));
  const where = `The last attempt, in block ${number(newest.block)}, failed with `;
  return h('span', {}, where, name, `. ${view.advice[newest.error] ?? ''}`);
}

function figures(view, last) {
  const { status } = view;
  const lag = view.covered < 0 || view.head < 0 ? undefined : Math.max(0, view.head - view.covered);
  const quiet = last && silence(view, last);
  const tempos = quiet?.tempos === undefined ? 'not known' : h('span', { class: quiet.overdue ? 'bad' : '' }, quiet.tempos.toFixed(1));
  const entries = [
    ['Last set in block', last ? number(last.block) : 'none', last ? `${time(last.time)}, ${span(Math.max(0, Date.now() - last.time))} ago` : ''],
    ['Tempos since', last ? tempos : 'none', quiet?.tempo ? `of ${count(quiet.tempo, 'block')} each` : ''],
    ['Extrinsic', hashOf(last), last ? last.kind.replace('_', ' ') : ''],
    ['Finalized head', view.head < 0 ? 'not heard' : number(view.head), ''],
    ['Lag', lag === undefined ? 'not known' : count(lag, 'block'), ''],
    ['Parked blocks', h('span', { class: status.parked_blocks.length ? 'bad' : '' }, number(status.parked_blocks.length)), status.parked_blocks[0]?.reason ?? ''],
    ...commits(status),
  ];
  const place = $('figures');
  while (place.children.length > entries.length) place.lastChild.remove();
  entries.forEach(([title, value, small], i) => {
    const box = h('div', {}, h('dt', {}, title), h('dd', {}, value, small ? h('small', {}, small) : null));
    const before = place.children[i];
    // What did not change stays, so that whoever marks a hash to copy it keeps it marked.
    if (!before) place.append(box);
    else if (!before.isEqualNode(box)) before.replaceWith(box);
  });
}

/** Each endpoint with its state. */
function endpoints({ endpoints: all }) {
  const answering = all.filter((endpoint) => endpoint.usable).length;
  put($('endpoints-note'), all.length ? `${answering} of ${all.length} in use` : 'none asked yet');
  const rows = all.map((endpoint) => h('li', { 'data-usable': String(endpoint.usable) },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    h('span', { class: 'name' }, endpoint.endpoint),
    h('span', { class: endpoint.usable ? 'soft' : 'bad' }, endpoint.usable ? 'in use' : endpoint.reason ?? 'not in use'),
    h('span', { class: 'soft' }, budget(endpoint.budget_per_minute))));
  const place = $('endpoints');
  if (place.children.length !== rows.length || rows.some((row, i) => !row.isEqualNode(place.children[i]))) place.replaceChildren(...rows);
}

const budget = (perMinute) => (perMinute === undefined ? '' : perMinute === null ? 'no limit seen' : `${number(Math.round(perMinute))} requests a minute`);

const plain = (value) => String(Number(value.toFixed(2)));

/** Says something anew only where it differs. */
function put(place, ...children) {
  const fresh = h('div', {}, ...children);
  const same = fresh.childNodes.length === place.childNodes.length && [...fresh.childNodes].every((node, i) => node.isEqualNode(place.childNodes[i]));
  if (!same) place.replaceChildren(...fresh.childNodes);
}

/** What has become of commits, where there are any. */
function commits({ commits: { oldest_pending: oldest, ...states } = {} }) {
  const { pending = 0, revealed = 0, lost = 0, expired = 0 } = states;
  if (!Object.values(states).some((many) => many > 0)) return [];
  const gone = lost + expired;
  const title = gone ? h('span', { class: 'bad' }, `${number(gone)} lost`) : `${number(pending)} pending`;
  const rest = gone ? `${number(pending)} pending, ${number(revealed)} revealed` : `${number(revealed)} revealed`;
  return [['Commits', title, rest]];
}

/** The hash of a fact's extrinsic, asked for once. */
function hashOf(fact) {
  if (!fact) return 'none';
  const hash = details.get(fact.id);
  if (hash === undefined) {
    details.clear();
    details.set(fact.id, '…');
    ask(`/api/v1/facts/${fact.id}`).then(
      (detail) => details.set(fact.id, detail.extrinsic_hash ?? ''),
      () => details.delete(fact.id),
    ).then(() => dispatchEvent(new Event('known')));
  }
  const text = hash === '' ? 'none: a block hook' : short(hash ?? '…');
  return h('span', { title: hash || undefined, 'data-hash': hash ?? '' }, text);
}

function coverage(view) {
  const { verified, head } = view;
  const canvas = $('coverage');
  if (!verified.length) {
    $('coverage-note').textContent = 'Nothing is verified yet.';
    canvas.hidden = true;
    return;
  }
  canvas.hidden = false;
  const first = verified[0].from;
  const last = Math.max(head, verified.at(-1).to);
  const newest = verified.at(-1).to;
  // What the head has just brought is no hole in the past.
  const gaps = missing(verified, newest);
  const blocks = verified.reduce((sum, range) => sum + range.to - range.from + 1, 0);
  const note = `${count(blocks, 'block')} verified, ${gaps.length ? `${count(gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0), 'block')} missing in ${count(gaps.length, 'gap')}` : 'no gaps'}`;
  put($('coverage-note'), note);
  canvas.setAttribute('aria-label', `${note}, from block ${first} to ${last}`);
  $('coverage-first').textContent = number(first);
  $('coverage-last').textContent = number(last);
  paintCoverage(canvas, verified, first, last);
  if (!$('coverage-table').closest('details').open) return;
  const rows = [...verified.map((range) => [range, 'verified']), ...gaps.map((range) => [range, 'gap'])]
    .sort(([a], [b]) => a.from - b.from)
    .map(([range, what]) => [number(range.from), number(range.to), number(range.to - range.from + 1), what]);
  $('coverage-table').replaceChildren(table('Verified blocks and gaps', [['From', true], ['To', true], ['Blocks', true], ['State', false]], rows));
}

function missing(verified, last) {
  const gaps = [];
  let next = verified[0].from;
  for (const range of verified) {
    if (range.from > next) gaps.push({ from: next, to: range.from - 1 });
    next = range.to + 1;
  }
  if (next <= last) gaps.push({ from: next, to: last });
  return gaps;
}

function paintCoverage(canvas, verified, first, last) {
  const scale = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  const x = (block) => ((block - first) / (last - first + 1)) * width;
  pen.fillStyle = colour('accent');
  pen.fillRect(0, 0, width, height);
  // A gap that is too narrow to see would be a gap that nobody sees.
  for (const gap of missing(verified, last)) {
    pen.fillStyle = colour(gap.from > verified.at(-1).to ? 'track' : 'bad');
    const wide = Math.max(2 * scale, x(gap.to + 1) - x(gap.from));
    pen.fillRect(Math.min(x(gap.from), width - wide), 0, wide, height);
  }
}

/** Overlapping and touching ranges made one. */
export function merge(ranges) {
  const merged = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const before = merged.at(-1);
    if (before && range.from <= before.to + 1) before.to = Math.max(before.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}

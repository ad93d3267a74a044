// The first screen: when weights were last set, where the chain is, and what is verified.
import { ask } from './api.js';
import { usualGap } from './facts.js';
import { colour, count, h, number, short, span, table, time } from './format.js';

/** Later than this many usual gaps is overdue. */
export const OVERDUE = 3;

const $ = (id) => document.getElementById(id);
const details = new Map();

/** Draws it all. `view` has facts (of the chosen series), status, head and advice. */
export function showNow(view) {
  const last = view.facts.findLast((fact) => fact.took);
  headline(view, last);
  figures(view, last);
  coverage(view);
}

function headline(view, last) {
  const gap = usualGap(view.facts);
  if (!last) {
    $('headline').replaceChildren(view.facts.length ? 'No weights have taken effect yet.' : 'No weights seen yet.');
    $('under').replaceChildren(attempt(view, undefined) ?? 'They appear here as soon as a finalized block holds some.');
    return;
  }
  const blocks = Math.max(0, view.head - last.block);
  const overdue = gap !== undefined && blocks > OVERDUE * gap.blocks;
  const since = h('b', { class: overdue ? 'bad' : '' }, count(blocks, 'block'));
  const recent = blocks ? ['Weights were set ', since, ' ago.'] : ['Weights were set ', h('b', {}, 'in the newest block'), '.'];
  $('headline').replaceChildren(...(overdue ? ['No weights for ', since, '.'] : recent));
  const usual = gap === undefined
    ? 'Too few sets yet to know the usual gap.'
    : `The usual gap is ${count(gap.blocks, 'block')}: ${overdue ? 'this is overdue.' : 'all is well.'}`;
  $('under').replaceChildren(usual, ...[attempt(view, last)].filter(Boolean).flatMap((text) => [' ', text]));
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
  const answering = status.endpoints.filter((endpoint) => endpoint.usable).length;
  const lag = view.covered < 0 || view.head < 0 ? undefined : Math.max(0, view.head - view.covered);
  const entries = [
    ['Last set in block', last ? number(last.block) : 'none', last ? `${time(last.time)}, ${span(Math.max(0, Date.now() - last.time))} ago` : ''],
    ['Extrinsic', hashOf(last), ''],
    ['Finalized head', view.head < 0 ? 'not heard' : number(view.head), ''],
    ['Lag', lag === undefined ? 'not known' : count(lag, 'block'), ''],
    ['Endpoints', `${answering} of ${status.endpoints.length} answer`, status.endpoints.map((endpoint) => endpoint.endpoint).join(', ')],
    ['Parked blocks', number(status.parked_blocks.length), status.parked_blocks[0]?.reason ?? ''],
    ...commits(status),
  ];
  $('figures').replaceChildren(...entries.map(([title, value, small]) =>
    h('div', {}, h('dt', {}, title), h('dd', {}, value, small ? h('small', {}, small) : null))));
}

/** What has become of commits, where there are any. */
function commits({ commits: { oldest_pending: oldest, ...states } = {} }) {
  const known = Object.entries(states).filter(([, many]) => many > 0);
  if (!known.length) return [];
  const { pending = 0, lost = 0, expired = 0 } = states;
  const small = known.map(([state, many]) => `${number(many)} ${state}`).join(', ');
  return [['Commits', lost + expired ? h('span', { class: 'bad' }, `${number(lost + expired)} lost`) : `${number(pending)} pending`,
    oldest ? `${small}; the oldest pending since block ${number(oldest.block_number)}` : small]];
}

/** The hash of a fact's extrinsic, asked for once. */
function hashOf(fact) {
  if (!fact) return 'none';
  const place = h('span', {}, '…');
  const show = (detail) => {
    place.textContent = detail.extrinsic_hash ? short(detail.extrinsic_hash) : 'none: a block hook';
    place.title = detail.extrinsic_hash ?? '';
    place.dataset.hash = detail.extrinsic_hash ?? '';
  };
  if (details.has(fact.id)) show(details.get(fact.id));
  else {
    ask(`/api/v1/facts/${fact.id}`).then((detail) => {
      details.clear();
      details.set(fact.id, detail);
      show(detail);
    }, () => (place.textContent = 'not known'));
  }
  return place;
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
  $('coverage-note').textContent = note;
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

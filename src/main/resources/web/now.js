// The first screen: when weights were last set, where the chain is, and what is verified.
import { ask } from './api.js';
import { usualGap } from './facts.js';
import { ago, count, h, number, plain, put, short, table, time } from './format.js';
import { colour } from './shades.js';
import { silence, whose } from './verdict.js';

const $ = (id) => document.getElementById(id);
const details = new Map();
let copied;
const MOST_RANGES = 200;
const JUST_NOW = 3000;
/** How high a gap is drawn at least, as a part of the bar. */
const LEAST_SEEN = 0.4;
/** Less of a pixel than any block is: the edge of a gap that ends there. */
const TOUCHING = 1e-6;

/** Draws it all; `view` holds what is known of the chosen series and of the chain. */
export function showNow(view, open) {
  const last = view.one?.last;
  const quiet = last ? silence(view, view.one) : {};
  headline(view, last, quiet);
  figures(view, last, quiet, open);
  endpoints(view.status);
  coverage(view);
}

/** In a few words, for the title of the window as well. */
function headline(view, last, quiet) {
  if (!last) {
    const words = !view.loaded ? 'Reading the store…' : view.facts.length ? 'No weights have taken effect yet.' : 'No weights seen yet.';
    put($('headline'), words);
    put($('under'), view.facts.length || !view.loaded ? '' : 'They appear here as soon as a finalized block holds some.');
    view.short = 'no weights yet';
    return;
  }
  const { blocks, behind, tempo, limit, overdue } = quiet;
  view.short = overdue ? `overdue: ${count(blocks, 'block')}` : `${count(blocks, 'block')} ago`;
  const since = h('b', { class: overdue ? 'bad' : '' }, count(blocks, 'block'));
  const at = behind ? ` before block ${number(view.covered)}` : ' ago';
  const recent = blocks ? ['Weights were set ', since, `${at}.`] : ['Weights were set ', h('b', {}, 'in the newest block'), '.'];
  put($('headline'), ...(overdue ? ['No weights for ', since, '.'] : recent));
  const rule = tempo === undefined || limit === undefined
    ? 'The tempo is not known yet, so nobody can say whether that is late.'
    : `${overdue ? 'Overdue: that is later than' : 'In time: overdue after'} ${tempos(limit)} of ${count(tempo, 'block')}, ${count(Math.ceil(limit * tempo), 'block')}.`;
  const gap = usualGap(view.facts);
  const name = view.series.length > 1 ? `${whose(view.one)}. ` : '';
  put($('under'), `${name}${rule}${gap === undefined ? '' : ` The usual gap is ${count(gap.blocks, 'block')}.`}`);
}

const tempos = (limit) => count(Number(limit.toFixed(2)), 'tempo');

function figures(view, last, quiet, open) {
  const { status } = view;
  const lag = view.covered < 0 || view.head < 0 ? undefined : Math.max(0, view.head - view.covered);
  const since = quiet.tempos === undefined ? 'not known' : h('span', { class: quiet.overdue ? 'bad' : '' }, quiet.tempos.toFixed(1));
  const entries = [
    ['Last set in block', last ? opener(last, open) : 'none', last ? `${time(last.time)}, ${ago(last.time)}` : ''],
    ['Tempos since', last ? since : 'none', quiet.tempo ? `of ${count(quiet.tempo, 'block')} each` : ''],
    hashOf(last),
    ['Finalized head', view.head < 0 ? 'not heard' : number(view.head), view.heard ? heardAt(view.heard) : ''],
    ['Lag', lag === undefined ? 'not known' : count(lag, 'block'), lag === 0 ? 'verified to the head' : ''],
    ['Parked blocks', h('span', { class: status.parked_blocks.length ? 'bad' : '' }, number(status.parked_blocks.length)), status.parked_blocks.length ? 'could not be read' : ''],
    ...commits(status),
  ];
  const place = $('figures');
  while (place.children.length > entries.length) place.lastChild.remove();
  entries.forEach(([title, value, small], i) => {
    const box = place.children[i] ?? place.appendChild(h('div', {}, h('dt'), h('dd', {}, h('span'), h('small'))));
    // What did not change stays, so that whoever stands on a button or marks a number keeps it.
    const [name, figure] = box.children;
    put(name, title);
    put(figure.firstChild, value);
    put(figure.lastChild, small);
  });
}

const opener = ({ id, block }, open) => h('button', { type: 'button', class: 'link', 'data-id': id, click: () => open(id), 'aria-label': `Open the last set, in block ${number(block)}` }, number(block));

const heardAt = (moment) => (Date.now() - moment < JUST_NOW ? 'heard just now' : `heard ${ago(moment)}`);

/** Each endpoint with its state. */
function endpoints({ endpoints: all }) {
  const answering = all.filter((endpoint) => endpoint.usable).length;
  put($('endpoints-note'), all.length ? `${answering} of ${all.length} in use` : 'none asked yet');
  put($('endpoints'), ...all.map((endpoint) => h('li', { 'data-level': endpoint.usable ? 'good' : 'bad' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, endpoint.usable ? '✓' : '✕'),
    h('span', { class: 'name' }, endpoint.endpoint, endpoint.usable || !endpoint.reason ? null : h('small', {}, endpoint.reason)),
    h('span', { class: endpoint.usable ? 'soft' : 'bad' }, endpoint.usable ? 'in use' : 'no answer'),
    h('span', { class: 'soft' }, endpoint.usable ? budget(endpoint.budget_per_minute) : ''))));
}

const budget = (perMinute) => (perMinute === undefined ? '' : perMinute === null ? 'no limit seen' : `${number(Math.round(perMinute))} requests a minute`);

/** What has become of commits, where there are any. */
function commits({ commits: { oldest_pending: oldest, ...states } = {} }) {
  const { pending = 0, revealed = 0, lost = 0, expired = 0 } = states;
  if (!Object.values(states).some((many) => many > 0)) return [];
  return [['Commits pending', number(pending), `${number(revealed)} revealed, ${number(lost + expired)} lost`]];
}

/** The hash of a fact's extrinsic, or of the block of one that the chain itself made; asked for once; and what the fact is. */
function hashOf(fact) {
  if (!fact) return ['Extrinsic', 'none', ''];
  const hash = details.get(fact.id);
  if (hash === undefined) {
    details.clear();
    details.set(fact.id, '…');
    ask(`/api/v1/facts/${fact.id}`).then(
      (detail) => details.set(fact.id, detail.extrinsic_hash ?? detail.block_hash),
      () => details.delete(fact.id),
    ).then(() => dispatchEvent(new Event('known')));
  }
  const kind = `${plain(fact.kind)}, ${plain(fact.outcome)}`;
  const byChain = fact.kind === 'auto_reveal';
  return [byChain ? 'Block hash' : 'Extrinsic', h('span', { title: hash, 'data-hash': hash ?? '' }, short(hash ?? '…')), [byChain ? `${kind}, by the chain ` : `${kind} `, copier(hash)]];
}

/** What stands there shortened goes whole into other programs; browsers allow it on this machine and by HTTPS alone. */
function copier(hash) {
  if (!navigator.clipboard || !hash?.startsWith('0x')) return null;
  const copy = () => navigator.clipboard.writeText(hash).then(() => {
    copied = hash;
    dispatchEvent(new Event('known'));
  });
  return h('button', { type: 'button', class: 'link copy', 'data-copy': hash, click: copy, 'aria-label': 'Copy the whole hash' }, copied === hash ? 'copied' : 'copy');
}

function coverage({ verified, gaps, head }) {
  const canvas = $('coverage');
  const none = !verified.length;
  for (const part of [canvas, $('coverage-ends'), $('coverage-details')]) part.hidden = none;
  if (none) {
    put($('coverage-note'), 'Nothing is verified yet.');
    return;
  }
  const first = verified[0].from;
  const last = Math.max(head, verified.at(-1).to);
  const blocks = verified.reduce((sum, range) => sum + range.to - range.from + 1, 0);
  const missed = gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
  const note = `${count(blocks, 'block')} verified, ${gaps.length ? `${number(missed)} missing in ${count(gaps.length, 'gap')}` : 'no gaps'}`;
  put($('coverage-note'), note);
  canvas.setAttribute('aria-label', `${note}, from block ${first} to ${last}`);
  put($('coverage-first'), number(first));
  put($('coverage-last'), number(last));
  paintCoverage(canvas, verified, gaps, first, last);
  if (!$('coverage-table').closest('details').open) return;
  const rows = [...verified.map((range) => [range, 'verified']), ...gaps.map((range) => [range, 'gap'])]
    .sort(([a], [b]) => b.from - a.from)
    .slice(0, MOST_RANGES)
    .map(([range, what]) => [number(range.from), number(range.to), number(range.to - range.from + 1), what]);
  put($('coverage-table'), table('Verified blocks and gaps, newest first', [['From', true], ['To', true], ['Blocks', true], ['State', false]], rows));
}

/** The holes in the past; what the head has just brought is none. */
export function missing(verified) {
  return verified.slice(1).map((range, i) => ({ from: verified[i].to + 1, to: range.from - 1 }));
}

function paintCoverage(canvas, verified, gaps, first, last) {
  const scale = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  const x = (block) => ((block - first) / (last - first + 1)) * width;
  pen.fillStyle = colour('accent');
  pen.fillRect(0, 0, width, height);
  const newest = verified.at(-1).to;
  pen.fillStyle = colour('track');
  if (newest < last) pen.fillRect(x(newest + 1), 0, width, height);
  pen.fillStyle = colour('fail');
  const share = missingShare(gaps, width, x);
  share.forEach((part, at) => {
    if (part < TOUCHING) return;
    // A gap that is too narrow to see would be a gap that nobody sees; many of them must not look like one.
    const alone = ![share[at - 1], share[at + 1]].some((beside) => beside >= TOUCHING);
    pen.fillRect(Math.max(0, alone ? at - scale : at), 0, alone ? 3 * scale : 1, height * Math.max(LEAST_SEEN, part));
  });
}

/** Which part of the blocks of each pixel is missing, 0 to 1. */
function missingShare(gaps, width, x) {
  const share = new Float64Array(width);
  for (const gap of gaps) {
    const [from, to] = [x(gap.from), x(gap.to + 1)];
    for (let at = Math.floor(from); at < Math.min(width, to); at++) share[at] += Math.min(to, at + 1) - Math.max(from, at);
  }
  return share;
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

// Success and failure over time, and how long blocks take until they are stored.
import { ask } from './api.js';
import { LEFT, ticks } from './axis.js';
import { firstAfter } from './facts.js';
import { breakable, count, h, lastPart, number, put, span, table, time, tipAt } from './format.js';
import { colour } from './shades.js';

/* global uPlot */
const $ = (id) => document.getElementById(id);
const STEPS = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 30 * 86400].map((seconds) => seconds * 1000);
const WHOLE = [1, 2, 5].flatMap((digit) => Array.from({ length: 6 }, (_, power) => digit * 10 ** power)).sort((a, b) => a - b);
const MOST_BARS = 72;
const NARROWEST_BAR = 9;
const MOST_REASONS = 6;
const MOST_DELAYS = 40;
/** Each plot with what it shows, by the id of its place. */
const plots = new Map();

/** Bars of what took effect, failed, or became nothing else, in equal parts of the time shown. */
export function showOutcomes(facts, view, advice, open) {
  const inView = facts.slice(firstAfter(facts, view.from - 1), firstAfter(facts, view.to));
  const most = Math.max(24, Math.min(MOST_BARS, ($('outcomes').clientWidth - LEFT) / NARROWEST_BAR));
  const step = STEPS.find((length) => (view.to - view.from) / length <= most) ?? STEPS.at(-1);
  const first = Math.floor(view.from / step);
  const parts = Math.floor(view.to / step) - first + 1;
  const times = Array.from({ length: parts }, (_, i) => ((first + i) * step) / 1000);
  const [good, bad, rest] = [0, 1, 2].map(() => new Array(parts).fill(0));
  for (const fact of inView) {
    const row = fact.outcome === 'success' ? good : fact.outcome === 'deferred' ? rest : bad;
    row[Math.floor(fact.time / step) - first]++;
  }
  const sum = (row) => row.reduce((all, value) => all + value, 0);
  const [failures, deferred] = [sum(bad), sum(rest)];
  const share = failures ? `, ${((failures / inView.length) * 100).toFixed(1)} %` : '';
  $('outcomes-note').textContent = inView.length
    ? `${number(inView.length - failures - deferred)} succeeded, ${number(failures)} failed${share}${deferred ? `, ${number(deferred)} deferred` : ''} in the time shown. A bar is ${span(step).replace('.0', '')}.`
    : facts.length ? 'Nothing was sent in the time shown.' : 'Nothing was sent yet.';
  for (const part of [$('outcomes-legend'), $('outcomes'), $('outcomes-table').closest('details')]) part.hidden = !facts.length;
  reasons(inView, advice, open);
  draw('outcomes', { data: [times, good.map((value, i) => value + bad[i]), good], good, bad, view, step }, outcomeOptions);
  if (!$('outcomes-table').closest('details').open) return;
  const rows = times.map((at, i) => [time(at * 1000), number(good[i]), number(bad[i]), number(rest[i])]).reverse().filter((row) => row.slice(1).some((text) => text !== '0'));
  put($('outcomes-table'), table('Weight actions by time and outcome', [['From', false], ['Succeeded', true], ['Failed', true], ['Deferred', true]], rows));
}

function outcomeOptions(shown) {
  const bars = uPlot.paths.bars({ size: [0.82, 40], align: 1, gap: 1 });
  const bar = (paint) => ({ paths: bars, fill: colour(paint), stroke: colour(paint), width: 0, points: { show: false } });
  const marks = (low, high, wide) => ticks(low * 1000, high * 1000, Math.max(3, Math.floor((wide - LEFT) / 80)));
  return {
    scales: { x: { range: () => [shown().view.from / 1000, shown().view.to / 1000] }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] } },
    series: [{}, bar('fail'), bar('accent')],
    across: {
      splits: (plot, _, low, high) => marks(low, high, plot.width).map(({ at }) => at / 1000),
      values: (plot, splits) => {
        const words = new Map(marks(shown().view.from, shown().view.to, plot.width).concat(marks(plot.scales.x.min, plot.scales.x.max, plot.width)).map(({ at, text }) => [at, text]));
        return splits.map((at) => (at <= lastWord(plot) ? words.get(at * 1000) : '') ?? '');
      },
    },
    up: { incrs: WHOLE },
    says: (i) => {
      const { data: [times], good, bad, step } = shown();
      return [`${number(good[i])} succeeded, ${number(bad[i])} failed`, `${span(step).replace('.0', '')} from ${time(times[i] * 1000)}`];
    },
  };
}

/** Up to where words below an axis do not stick out on the right. */
function lastWord({ scales: { x: { min, max } }, width }) {
  return max - ((max - min) * 24) / (width - LEFT);
}

function reasons(facts, advice, open) {
  const byError = new Map();
  for (const fact of facts) {
    if (!fact.error) continue;
    const known = byError.get(fact.error);
    if (known) known.push(fact);
    else byError.set(fact.error, [fact]);
  }
  const list = [...byError].sort((a, b) => b[1].length - a[1].length);
  $('reasons-title').hidden = !list.length;
  put($('reasons'), ...list.slice(0, MOST_REASONS).map(([error, failed]) =>
    h('li', {},
      h('div', { class: 'row' },
        h('strong', { title: error }, breakable(lastPart(error))),
        h('span', { class: 'many' }, number(failed.length)),
        h('button', { type: 'button', class: 'quiet', 'data-id': failed.at(-1).id, click: () => open(failed.at(-1).id), 'aria-label': `Open the last failure by ${error}` }, 'open last')),
      h('p', {}, advice[error] ?? breakable(error)))),
  list.length > MOST_REASONS ? h('li', {}, h('p', {}, `and ${count(list.length - MOST_REASONS, 'more reason')}`)) : null);
}

/** One point for each fact that this process stored as it was finalized. */
export async function showDelays() {
  const { since, block, milliseconds } = await ask('/api/v1/delays');
  const delays = block.map((number, i) => [number, milliseconds[i] / 1000]).sort((a, b) => a[0] - b[0]);
  const sorted = delays.map(([, seconds]) => seconds).sort((a, b) => a - b);
  const part = (of) => span(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] * 1000);
  const start = time(Date.parse(since));
  $('delays-note').textContent = sorted.length
    ? `From a block's own time until its weights are stored: half within ${part(0.5)}, 95 of 100 within ${part(0.95)}. ${count(sorted.length, 'action')} since ${start}.`
    : `Measured as blocks become final, from ${start} on. None held weights yet.`;
  $('delays').hidden = $('delays-details').hidden = !sorted.length;
  if (!sorted.length) return;
  draw('delays', { data: [delays.map(([number]) => number), delays.map(([, seconds]) => seconds)] }, delayOptions);
  if (!$('delays-table').closest('details').open) return;
  const rows = delays.slice(-MOST_DELAYS).reverse().map(([at, seconds]) => [number(at), seconds.toFixed(3)]);
  put($('delays-table'), table('From block to store', [['Block', true], ['Seconds', true]], rows));
}

function delayOptions(shown) {
  return {
    scales: {
      x: { time: false, range: (_, low, high) => [low - Math.max(1, (high - low) / 60), high + Math.max(1, (high - low) / 60)] },
      y: { range: (_, low, high) => [0, Math.max(1, high * 1.1)] },
    },
    series: [{}, { paths: () => null, stroke: colour('accent'), points: { show: true, size: 6, fill: colour('accent'), width: 0 } }],
    across: { values: (plot, splits) => splits.map((block, i) => (Number.isInteger(block) && block <= lastWord(plot) ? `${i ? '' : 'block '}${number(block)}` : '')) },
    up: { values: (_, values) => values.map((value) => (value === null ? null : value === 0 ? '0' : value < 60 ? `${number(value)} s` : span(value * 1000))) },
    says: (i) => {
      const [blocks, seconds] = shown().data;
      return [span(seconds[i] * 1000), `block ${number(blocks[i])}`];
    },
  };
}

/** Makes plots anew, in the colours of the theme. */
export function forget() {
  plots.forEach(({ plot }) => plot.destroy());
  plots.clear();
}

function draw(id, content, options) {
  const place = $(id);
  const width = place.clientWidth;
  if (!width) return;
  const known = plots.get(id);
  if (known) {
    Object.assign(known, content);
    if (known.plot.width !== width) known.plot.setSize({ width, height: known.plot.height });
    known.plot.setData(content.data);
    return;
  }
  const entry = { ...content };
  const { across, up, says, ...rest } = options(() => entry);
  const axis = { stroke: colour('soft'), ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
  const tip = h('div', { class: 'tip', hidden: '' });
  entry.plot = new uPlot({
    width,
    height: place.clientHeight,
    padding: [10, 0, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 90, ...across },
      { ...axis, grid: { stroke: colour('line'), width: 1 }, size: LEFT, ...up },
    ],
    hooks: {
      setCursor: [({ cursor: { idx, left, top } }) =>
        tipAt(tip, idx === null || idx === undefined || left < 0 ? undefined : says(idx), left + LEFT, top, place.clientWidth, place.clientHeight)],
    },
    ...rest,
  }, content.data, place);
  place.append(tip);
  plots.set(id, entry);
}

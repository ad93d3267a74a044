// Success and failure over time, and how long blocks take until they are stored.
import { ask } from './api.js';
import { colour, count, h, number, refill, span, table, time } from './format.js';

/* global uPlot */
const $ = (id) => document.getElementById(id);
const STEPS = [1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86400, 7 * 86400, 30 * 86400].map((seconds) => seconds * 1000);
const WHOLE = [1, 2, 5].flatMap((digit) => Array.from({ length: 6 }, (_, power) => digit * 10 ** power)).sort((a, b) => a - b);
const plots = new Map();

/** Bars of what took effect, failed, or became nothing else, in equal parts of the time shown. */
export function showOutcomes(facts, view, advice, open) {
  const inView = facts.filter((fact) => fact.time >= view.from && fact.time <= view.to);
  const step = STEPS.find((length) => (view.to - view.from) / length <= 60) ?? STEPS.at(-1);
  const first = Math.floor(view.from / step);
  const parts = Math.floor(view.to / step) - first + 1;
  const times = Array.from({ length: parts }, (_, i) => ((first + i) * step) / 1000);
  const good = new Array(parts).fill(0);
  const bad = new Array(parts).fill(0);
  const rest = new Array(parts).fill(0);
  for (const fact of inView) {
    const row = fact.outcome === 'success' ? good : fact.outcome === 'deferred' ? rest : bad;
    row[Math.floor(fact.time / step) - first]++;
  }
  const failures = bad.reduce((sum, value) => sum + value, 0);
  const deferred = rest.reduce((sum, value) => sum + value, 0);
  $('outcomes-note').textContent = `${number(inView.length - failures - deferred)} took effect, ${number(failures)} failed${deferred ? `, ${number(deferred)} deferred` : ''} in the time shown; each bar is ${span(step)}.`;
  const stacked = [times, good.map((value, i) => value + bad[i]), good];
  draw('outcomes', stacked, () => outcomeOptions(bad, good));
  plots.get('outcomes').counts = { good, bad };
  reasons(inView, advice, open);
  if (!$('outcomes-table').closest('details').open) return;
  const rows = times.map((at, i) => [time(at * 1000), number(good[i]), number(bad[i]), number(rest[i])]).reverse().filter((row) => row.slice(1).some((text) => text !== '0'));
  $('outcomes-table').replaceChildren(table('Weight actions by time and outcome', [['From', false], ['Took effect', true], ['Failed', true], ['Deferred', true]], rows));
}

function outcomeOptions() {
  const bars = uPlot.paths.bars({ size: [0.82, 40], align: 1, gap: 1 });
  const exact = (of) => (plot, _, series, i) => {
    const counts = plots.get('outcomes')?.counts;
    return i === null || !counts ? '' : number(counts[of][i]);
  };
  return {
    across: (_, ticks, __, ___, step) => ticks.map((at) => moment(at * 1000, step)),
    scales: { y: { range: (_, low, high) => [0, Math.max(1, high * 1.08)] } },
    series: [
      { label: 'from', value: (_, at) => (at === null ? '' : time(at * 1000)) },
      { label: 'failed', paths: bars, fill: colour('bad'), stroke: colour('bad'), width: 0, points: { show: false }, value: exact('bad') },
      { label: 'took effect', paths: bars, fill: colour('accent'), stroke: colour('accent'), width: 0, points: { show: false }, value: exact('good') },
    ],
  };
}

/** A time on an axis whose ticks are so many seconds apart. */
function moment(millis, step) {
  const text = new Date(millis).toISOString();
  if (step >= 86400) return text.slice(0, 10);
  return step >= 60 ? text.slice(5, 16).replace('T', ' ') : text.slice(11, 19);
}

function reasons(facts, advice, open) {
  const byError = new Map();
  for (const fact of facts) {
    if (fact.error) byError.set(fact.error, [...(byError.get(fact.error) ?? []), fact]);
  }
  const list = [...byError].sort((a, b) => b[1].length - a[1].length).slice(0, 6);
  refill($('reasons'), list.map(([error, failed]) =>
    h('li', {},
      h('div', { class: 'row' },
        h('strong', { title: error }, `${error.split('.').at(-1)} · ${number(failed.length)}`),
        h('button', { type: 'button', class: 'quiet', click: () => open(failed.at(-1).id), 'aria-label': `Open the last failure by ${error}` }, 'last')),
      h('p', {}, advice[error] ?? error))));
}

/** One point for each fact that this process stored as it was finalized. */
export async function showDelays() {
  const { since, block, milliseconds } = await ask('/api/v1/delays');
  const delays = block.map((number, i) => [number, milliseconds[i] / 1000]).sort((a, b) => a[0] - b[0]);
  const sorted = delays.map(([, seconds]) => seconds).sort((a, b) => a - b);
  const part = (of) => span(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] * 1000);
  const start = time(Date.parse(since));
  $('delays-note').textContent = sorted.length
    ? `Half within ${part(0.5)}, 95 of 100 within ${part(0.95)}: ${count(sorted.length, 'action')} that came live since ${start}.`
    : `Measured from ${start} on, as blocks become final; none held weights yet.`;
  $('delays').hidden = !sorted.length;
  if (!sorted.length) return;
  draw('delays', [delays.map(([number]) => number), delays.map(([, seconds]) => seconds)], delayOptions);
  if (!$('delays-table').closest('details').open) return;
  const rows = delays.slice(-40).reverse().map(([at, seconds]) => [number(at), seconds.toFixed(3)]);
  $('delays-table').replaceChildren(table('From block to store', [['Block', true], ['Seconds', true]], rows));
}

function delayOptions() {
  return {
    scales: { x: { time: false }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.1)] } },
    series: [
      { label: 'block', value: (_, at) => (at === null ? '' : number(at)) },
      { label: 'took', paths: () => null, stroke: colour('accent'), points: { show: true, size: 5, fill: colour('accent'), width: 0 }, value: (_, seconds) => (seconds === null ? '' : span(seconds * 1000)) },
    ],
    across: (_, ticks) => ticks.map(number),
    ticks: (_, values) => values.map((value) => (value === null ? null : value === 0 ? '0' : value < 60 ? `${number(value)} s` : span(value * 1000))),
  };
}

/** Makes plots anew, in the colours of the theme. */
export function forget() {
  plots.forEach((plot) => plot.destroy());
  plots.clear();
}

function draw(id, data, options) {
  const place = $(id);
  const width = place.clientWidth;
  if (!width) return;
  const known = plots.get(id);
  if (known) {
    if (known.width !== width) known.setSize({ width, height: known.height });
    known.setData(data);
    return;
  }
  const { ticks, across, ...rest } = options();
  const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
  const all = {
    width,
    height: place.clientHeight - 32,
    padding: [12, 36, 0, 0],
    cursor: { points: { show: false }, drag: { x: false, y: false } },
    axes: [{ ...axis, grid: { show: false }, space: 110, ...(across ? { values: across } : {}) }, { ...axis, size: 74, ...(ticks ? { values: ticks } : { incrs: WHOLE }) }],
    ...rest,
  };
  plots.set(id, new uPlot(all, data, place));
}

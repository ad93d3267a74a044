// Holds what is known, asks for what is new, and has each part draw its own.
import { ask, listen } from './api.js';
import { openFact } from './detail.js';
import { Facts, Weights } from './facts.js';
import { h, later, nextFrame, number, refill, short } from './format.js';
import { HeatMap } from './heatmap.js';
import { merge, showNow } from './now.js';
import { forget, showDelays, showOutcomes } from './plots.js';
import { showCommits, showRows } from './rows.js';

const $ = (id) => document.getElementById(id);
const RANGES = [['1 h', 36e5], ['24 h', 864e5], ['7 d', 7 * 864e5], ['30 d', 30 * 864e5], ['90 d', 90 * 864e5], ['all', Infinity]];

const facts = new Facts();
const weights = new Weights();
let status = { endpoints: [], parked_blocks: [], targets: [], coverage_rows: [], last_sets: [] };
let verified = [];
/** Verified since the status was last asked for. */
let news = [];
let head = -1;
let chosen = '';
let mine = [];
let shownSeries;

const map = new HeatMap(weights, openFact, (view) => {
  showOutcomes(mine, view, facts.advice, openFact);
  showRanges();
});

const drawNow = nextFrame(() => showNow({ facts: mine, status, head, covered: verified.at(-1)?.to ?? -1, verified, advice: facts.advice }));

/** Everything that depends on facts. */
function drawFacts() {
  showSeries();
  mine = facts.all.filter((fact) => fact.series === chosen);
  map.show(mine, Math.max(Date.now(), mine.at(-1)?.time ?? 0), shownSeries !== chosen);
  shownSeries = chosen;
  showCommits(mine);
  drawNow();
}

function showSeries() {
  const series = facts.series();
  if (!series.some((one) => one.key === chosen)) chosen = series[0]?.key ?? '';
  const select = $('series');
  const options = series.map((one) => [one.key, `netuid ${one.netuid}${one.mechanism ? ` mechanism ${one.mechanism}` : ''} · ${short(one.hotkey)} · ${number(one.facts)}`]);
  if (select.options.length === options.length && document.activeElement === select) return;
  select.replaceChildren(...options.map(([value, text]) => h('option', { value }, text)));
  select.value = chosen;
}

function showRanges() {
  const usable = RANGES.filter(([, length]) => length === Infinity || length < map.length);
  const buttons = usable.map(([name, length]) =>
    h('button', { type: 'button', class: 'quiet', 'aria-pressed': String(map.range === length), click: () => map.look(length) }, name));
  refill($('ranges'),
    h('button', { type: 'button', class: 'quiet', 'aria-label': 'Show less time', click: () => map.zoom(0.5) }, '+'),
    h('button', { type: 'button', class: 'quiet', 'aria-label': 'Show more time', click: () => map.zoom(2) }, '−'),
    buttons,
  );
}

async function refreshStatus() {
  const meanwhile = [];
  news = meanwhile;
  status = await ask('/api/v1/status');
  if (status.facts < facts.total) facts.clear();
  // The answer may be older than what the stream has told since it was asked for.
  verified = merge([...status.targets.flatMap((target) => target.coverage), ...meanwhile]);
  for (const endpoint of status.endpoints) head = Math.max(head, endpoint.finalized_head ?? -1);
  drawNow();
}

/** Submissions ask the chain for something and get a row: reveals, deferred calls and other mechanisms do not. */
const submissions = () => facts.all.filter((fact) => (fact.kind === 'set' || fact.kind === 'commit') && fact.outcome !== 'deferred' && fact.mechanism === 0).length;

const quietly = (work) => work().catch((fault) => online(false, fault.message));

let refreshing = false;
let again = false;

/** One at a time: news that comes meanwhile is asked for right after. */
async function refreshFacts() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    if (await facts.refresh()) drawFacts();
  } finally {
    refreshing = false;
  }
  if (again) {
    again = false;
    await refreshFacts();
  }
}

const refreshSides = later(() => quietly(() => Promise.all([
  showDelays(),
  showRows(submissions()),
  facts.judge().then((changed) => {
    if (changed) drawFacts();
    showCommits(mine);
  }),
])), 400);
const newFacts = later(() => quietly(async () => {
  await refreshFacts();
  refreshSides();
}), 120);
const newStatus = later(() => quietly(refreshStatus), 1500);

function online(is, why) {
  $('live').dataset.state = is ? 'on' : 'off';
  $('live-text').textContent = is ? 'live' : 'lost the server, trying again';
  $('live').title = why ?? '';
}

function beat() {
  $('live').classList.add('beat');
  setTimeout(() => $('live').classList.remove('beat'), 150);
}

function onHead({ finalized_head: block }) {
  if (block === null || block === undefined) return;
  head = Math.max(head, block);
  beat();
  drawNow();
}

function onCoverage({ from, to, facts: many }) {
  news.push({ from, to });
  verified = merge([...verified, { from, to }]);
  drawNow();
  newStatus();
  if (many) newFacts();
}

function dark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function redraw() {
  $('theme').textContent = dark() ? 'Light' : 'Dark';
  forget();
  map.repaint();
  drawNow();
  quietly(showDelays);
}

$('theme').addEventListener('click', () => {
  const theme = dark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
  redraw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
$('series').addEventListener('change', () => {
  chosen = $('series').value;
  drawFacts();
});
for (const details of document.querySelectorAll('details')) {
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    map.repaint();
    drawNow();
    quietly(showDelays);
  });
}
addEventListener('resize', later(redraw, 150));
addEventListener('known', drawNow);
setInterval(drawNow, 15_000);

$('theme').textContent = dark() ? 'Light' : 'Dark';
quietly(() => Promise.all([refreshStatus(), refreshFacts()])).then(() => {
  document.documentElement.dataset.ready = 'yes';
  refreshSides();
  listen({ head: onHead, coverage: onCoverage }, (is) => {
    online(is);
    if (is) quietly(async () => {
      await refreshStatus();
      newFacts();
    });
  });
});

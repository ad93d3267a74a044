// Holds what is known, asks for what is new, and has each part draw its own.
import { ask, listen } from './api.js';
import { factOfAddress, openFact, walkAlong } from './detail.js';
import { Facts, Weights } from './facts.js';
import { h, later, nextFrame, number, put, short } from './format.js';
import { HeatMap } from './heatmap.js';
import { merge, missing, showNow } from './now.js';
import { showOverview } from './overview.js';
import { forget, showDelays, showOutcomes } from './plots.js';
import { showCommits, showRows } from './rows.js';
import { showVerdict } from './verdict.js';

const $ = (id) => document.getElementById(id);
const RANGES = [['1 h', 36e5], ['24 h', 864e5], ['7 d', 7 * 864e5], ['30 d', 30 * 864e5], ['90 d', 90 * 864e5], ['all', Infinity]];
const OFTEN = 15_000;

const facts = new Facts();
const weights = new Weights();
let status = { endpoints: [], parked_blocks: [], targets: [], coverage_rows: [], last_sets: [] };
let verified = [];
/** The highest block that was verified when the status was last asked for. */
let told = -1;
/** Verified since the status was last asked for. */
let news = [];
let head = -1;
/** When the page last heard of a head, when it lost the server, and what the server could not do. */
let heard;
let lost;
let fault;
let loaded = false;
let series = [];
let chosen = '';
let mine = [];
let shownSeries;

const map = new HeatMap(weights, openFact, (view) => {
  showOutcomes(mine, view, facts.advice, openFact);
  showRanges();
});

const drawNow = nextFrame(() => {
  const view = { facts: mine, series, one: series.find((one) => one.key === chosen), chosen, status, head, heard, verified, lost, fault, loaded };
  view.covered = verified.at(-1)?.to ?? -1;
  // Above what the server has told of, news may be on its way in any order: that is no gap.
  view.gaps = missing(verified).filter((gap) => gap.to < told);
  view.advice = facts.advice;
  showNow(view, openFact);
  showOverview(view, pick);
  const level = showVerdict(view, pick, openFact);
  document.title = `${{ good: '✓', wait: '…', warn: '!', bad: '✕' }[level]} ${view.short} · Weighbridge`;
  const icon = level === 'bad' ? '/favicon-bad.svg' : '/favicon.svg';
  if ($('icon').getAttribute('href') !== icon) $('icon').setAttribute('href', icon);
});

function pick(key) {
  chosen = key;
  drawFacts();
}

/** Everything that depends on facts. */
function drawFacts() {
  series = facts.series();
  if (!series.some((one) => one.key === chosen)) chosen = series[0]?.key ?? '';
  showChoice();
  mine = facts.all.filter((fact) => fact.series === chosen);
  map.show(mine, Math.max(Date.now(), mine.at(-1)?.time ?? 0), shownSeries !== chosen);
  shownSeries = chosen;
  showCommits(mine);
  drawNow();
}

function showChoice() {
  const select = $('series');
  $('pick').hidden = !series.length;
  const options = series.map((one) => [one.key, `netuid ${one.netuid}${one.mechanism ? ` mechanism ${one.mechanism}` : ''} · ${short(one.hotkey)} · ${number(one.facts)}`]);
  // An open list must not lose its place; only the words of its options change then.
  if (select.options.length !== options.length || options.some(([key], i) => select.options[i].value !== key)) {
    select.replaceChildren(...options.map(([value, text]) => h('option', { value }, text)));
  } else {
    options.forEach(([, text], i) => select.options[i].text !== text && (select.options[i].text = text));
  }
  select.value = chosen;
}

function showRanges() {
  const usable = RANGES.filter(([, length]) => length === Infinity || length < map.length);
  const buttons = usable.map(([name, length]) =>
    h('button', { type: 'button', class: 'quiet', 'aria-pressed': String(map.range === length), click: () => map.look(length) }, name));
  $('ranges').hidden = !mine.length;
  put($('ranges'),
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
  const answered = status.targets.flatMap((target) => target.coverage);
  told = answered.reduce((most, { to }) => Math.max(most, to), -1);
  verified = merge([...answered, ...meanwhile]);
  for (const endpoint of status.endpoints) head = Math.max(head, endpoint.finalized_head ?? -1);
  drawNow();
}

/** Submissions ask the chain for something and get a row: reveals, deferred calls and other mechanisms do not. */
const submissions = () => facts.all.filter((fact) => (fact.kind === 'set' || fact.kind === 'commit') && fact.outcome !== 'deferred' && fact.mechanism === 0).length;

/** What goes wrong is said on the page, until the next time that it goes well. */
const quietly = (work) => work().then(
  () => say(undefined),
  (thrown) => say(thrown instanceof TypeError ? 'It cannot be reached.' : thrown.message),
);

function say(what) {
  if (fault === what) return;
  fault = what;
  drawNow();
}

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
  facts.judge().then((changed) => changed && drawFacts()),
])), 400, 2000);
const newFacts = later(() => quietly(async () => {
  await refreshFacts();
  refreshSides();
}), 120, 1000);
const newStatus = later(() => quietly(refreshStatus), 1500, 5000);

function online(is) {
  lost = is ? undefined : (lost ?? Date.now());
  $('live').dataset.state = is ? 'on' : 'off';
  $('live-text').textContent = is ? 'live' : 'lost the server, trying again';
  drawNow();
}

function beat() {
  $('live').classList.add('beat');
  setTimeout(() => $('live').classList.remove('beat'), 150);
}

function onHead({ finalized_head: block }) {
  if (block === null || block === undefined) return;
  // The first word after a connection is what the server heard last, whenever that was.
  if (head >= 0 && block > head) heard = Date.now();
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

const dark = () => document.documentElement.dataset.theme === 'dark';

/** Draws what is not drawn by the browser itself: after another size or theme. */
function redraw() {
  map.repaint();
  drawNow();
  quietly(showDelays);
}

function showTheme() {
  $('theme').textContent = dark() ? 'Light' : 'Dark';
  forget();
  redraw();
}

$('theme').addEventListener('click', () => {
  const theme = dark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
  showTheme();
});
addEventListener('theme', showTheme);
$('series').addEventListener('change', () => pick($('series').value));
for (const details of document.querySelectorAll('details')) {
  details.addEventListener('toggle', () => details.open && redraw());
}
addEventListener('resize', later(redraw, 150));
addEventListener('known', drawNow);
walkAlong((id) => {
  const at = mine.findIndex((fact) => fact.id === Number(id));
  return at < 0 ? [] : [mine[at - 1]?.id, mine[at + 1]?.id];
});
// Nobody tells of silence: whether the head has grown old has to be asked for.
setInterval(() => {
  drawNow();
  if (!lost) newStatus();
}, OFTEN);

$('theme').textContent = dark() ? 'Light' : 'Dark';
quietly(() => Promise.all([refreshStatus(), refreshFacts()])).then(() => {
  loaded = true;
  drawFacts();
  document.documentElement.dataset.ready = 'yes';
  refreshSides();
  const named = factOfAddress();
  if (named) openFact(Number(named));
  listen({ head: onHead, coverage: onCoverage }, (is) => {
    online(is);
    if (is) quietly(async () => {
      await refreshStatus();
      newFacts();
    });
  });
});

// One fact with everything that is known of it.
import { ask } from './api.js';
import { ago, breakable, count, h, number, plain, share, table, time } from './format.js';

const $ = (id) => document.getElementById(id);
const CODE = /hash|hotkey|signer|_json|call|error$|position/;
const FACTS = /_fact_id$/;
const WAYS = { inserted: 'nobody logged it', hash: 'its hash or its block', round: 'its reveal round', weights: 'its weights', time: 'its time' };

let shown;
let neighbours = () => [];

/** Whom to ask for the facts before and after one: a function of its key that gives both keys, undefined at the ends. */
export function walkAlong(others) {
  neighbours = others;
}

/** Opens the fact with that key. */
export async function openFact(id) {
  const dialog = $('fact');
  shown = id;
  history.replaceState(null, '', `#fact/${id}`);
  const [before, after] = neighbours(id);
  for (const [button, other] of [[$('fact-before'), before], [$('fact-after'), after]]) {
    button.disabled = other === undefined;
    button.onclick = () => openFact(other);
  }
  if (!dialog.open) {
    $('fact-title').textContent = `Fact ${id}`;
    $('fact-body').replaceChildren(h('p', { class: 'note' }, 'Reading…'));
    dialog.showModal();
  }
  try {
    const fact = await ask(`/api/v1/facts/${id}`);
    if (shown !== id) return;
    $('fact-title').textContent = `${fact.kind[0].toUpperCase()}${plain(fact.kind).slice(1)} in block ${number(fact.block_number)}`;
    $('fact-body').replaceChildren(...content(fact));
  } catch (fault) {
    $('fact-title').textContent = `Fact ${id}`;
    $('fact-body').replaceChildren(h('p', { class: 'bad' }, fault.message));
  }
  dialog.scrollTop = 0;
}

/** The key that the address names, if it names one. */
export const factOfAddress = () => location.hash.match(/^#fact\/(\d+)$/)?.[1];

function content(fact) {
  const { uids, values, revealed_uids: revealedUids, revealed_values: revealedValues, row, link, advice, ...fields } = fact;
  const parts = [summary(fact)];
  if (fact.error) parts.push(h('div', { class: 'advice' }, h('strong', {}, breakable(fact.error)), h('p', {}, advice ?? fact.error_detail ?? '')));
  if (uids) parts.push(title(`Weights of ${count(uids.length, 'uid')}`), weights(uids, values));
  if (revealedUids) parts.push(title(`What was revealed, for ${count(revealedUids.length, 'uid')}`), weights(revealedUids, revealedValues));
  parts.push(title('Row in weight_transactions'), row ? list(row) : h('p', { class: 'note' }, 'There is none.'));
  if (link) parts.push(title('Why this row'), evidence(link), title('Cells that were written'), fills(link.fills));
  parts.push(title('On the chain'), list(fields));
  parts.push(h('p', { class: 'note' }, h('a', { href: `/api/v1/facts/${fact.id}` }, 'as JSON')));
  return parts;
}

const title = (text) => h('h3', {}, text);

/** The outcome, when, and whose. */
function summary(fact) {
  const good = fact.outcome === 'success';
  const at = Date.parse(fact.block_ts);
  const state = fact.commit_state ? `, ${plain(fact.commit_state)}` : '';
  return h('p', { class: 'summary' },
    h('span', { class: 'state', 'data-level': good ? 'good' : fact.outcome === 'deferred' ? 'wait' : 'bad' },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, good ? '✓' : fact.outcome === 'deferred' ? '…' : '✕'), `${plain(fact.outcome)}${state}`),
    ` ${time(at)}, ${ago(at)}, on netuid ${fact.netuid}${fact.mechanism_id ? `, mechanism ${fact.mechanism_id}` : ''}`);
}

function list(fields) {
  const known = Object.entries(fields).filter(([name, value]) => value !== null && value !== '' && !/^row_|^id$/.test(name));
  return h('dl', { class: 'fields' }, known.flatMap(([name, value]) => [h('dt', {}, name), h('dd', { class: CODE.test(name) ? 'code' : '' }, cell(name, value))]));
}

function cell(name, value) {
  if (FACTS.test(name)) return h('button', { type: 'button', class: 'link', click: () => openFact(value) }, `fact ${value}`);
  if (name === 'error' || name === 'call') return breakable(value);
  return /block/.test(name) && Number.isInteger(value) ? number(value) : String(value);
}

/** What links the row with the fact. */
const evidence = ({ tier, role, evidence: said, flags }) => list({ evidence: said, rests_on: WAYS[tier] ?? tier, role, flags });

function fills(all) {
  if (!all.length) return h('p', { class: 'note' }, 'None: the row stands as it was logged.');
  const short = (text) => (text === '' ? 'NULL' : text.length > 20 ? h('span', { title: text }, `${text.slice(0, 20)}…`) : text);
  const rows = all.map((fill) => [fill.column, short(fill.before), short(fill.after), time(Date.parse(fill.at)), fill.taken_back ? 'taken back' : `run ${fill.run}`]);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Cells that were written' }, table('Cells that were written', [['Column', false], ['Before', false], ['After', false], ['At', false], ['By', false]], rows));
}

function weights(uids, values) {
  const sum = values.reduce((all, value) => all + value, 0);
  const most = Math.max(1, ...values);
  const rows = uids
    .map((uid, i) => [uid, values[i] ?? 0])
    .sort((a, b) => b[1] - a[1])
    .map(([uid, value]) => {
      const bar = h('span', { class: 'share' });
      bar.style.width = `${(value / most) * 100}%`;
      return [uid, number(value), sum ? share(value / sum) : '0 %', bar];
    });
  return h('div', { class: 'scroll short', tabindex: '0', role: 'region', 'aria-label': 'Weights by uid' }, table('Weights by uid, largest first', [['Uid', true], ['Value', true], ['Share', true], ['Drawn', false]], rows));
}

$('fact-close').addEventListener('click', () => $('fact').close());
$('fact').addEventListener('click', (event) => event.target === $('fact') && $('fact').close());
$('fact').addEventListener('close', () => {
  shown = undefined;
  history.replaceState(null, '', location.pathname);
});

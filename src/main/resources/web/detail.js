// One fact with everything that is known of it.
import { ask } from './api.js';
import { h, number, share, table } from './format.js';

const $ = (id) => document.getElementById(id);
const CODE = /hash|hotkey|signer|_json|call|error$|position/;

/** Opens the fact with that key. */
export async function openFact(id) {
  const dialog = $('fact');
  $('fact-title').textContent = `Fact ${id}`;
  $('fact-body').replaceChildren(h('p', { class: 'note' }, 'Reading…'));
  if (!dialog.open) dialog.showModal();
  try {
    const fact = await ask(`/api/v1/facts/${id}`);
    $('fact-title').textContent = `${fact.kind[0].toUpperCase()}${fact.kind.slice(1).replace('_', ' ')} in block ${number(fact.block_number)}`;
    $('fact-body').replaceChildren(...content(fact));
  } catch (fault) {
    $('fact-body').replaceChildren(h('p', { class: 'bad' }, fault.message));
  }
}

function content(fact) {
  const { uids, values, row, link, advice, ...fields } = fact;
  const parts = [];
  if (advice) parts.push(h('p', { class: 'advice' }, advice));
  parts.push(list(fields));
  if (uids) parts.push(h('h3', {}, `Weights, ${uids.length} uids`), weights(uids, values));
  parts.push(h('h3', {}, 'Row in weight_transactions'));
  parts.push(row ? list(row) : h('p', { class: 'note' }, 'There is none.'));
  if (link) parts.push(h('h3', {}, 'Why this row'), evidence(link), h('h3', {}, 'Cells that were written'), fills(link.fills));
  parts.push(h('p', { class: 'note' }, h('a', { href: `/api/v1/facts/${fact.id}` }, 'as JSON')));
  return parts;
}

function list(fields) {
  const known = Object.entries(fields).filter(([name, value]) => value !== null && value !== '' && !name.startsWith('row_'));
  return h('dl', { class: 'fields' }, known.flatMap(([name, value]) => [
    h('dt', {}, name),
    h('dd', { class: `${CODE.test(name) ? 'code' : ''} ${name === 'outcome' && value !== 'success' ? 'bad' : ''}` }, String(value)),
  ]));
}

/** What links the row with the fact. */
function evidence({ tier, role, evidence: said, flags }) {
  const words = { inserted: 'nobody logged it', hash: 'its hash or its block', round: 'its reveal round', weights: 'its weights', time: 'its time' };
  return list({ evidence: said, rests_on: words[tier] ?? tier, role, flags });
}

function fills(all) {
  if (!all.length) return h('p', { class: 'note' }, 'None: the row stands as it was logged.');
  const cell = (text) => (text === '' ? 'NULL' : text.length > 20 ? `${text.slice(0, 20)}…` : text);
  const rows = all.map((fill) => [fill.column, cell(fill.before), cell(fill.after), fill.at.slice(0, 19).replace('T', ' '), fill.taken_back ? 'taken back' : `run ${fill.run}`]);
  return h('div', { class: 'scroll', tabindex: '0' }, table('Cells that were written', [['Column', false], ['Before', false], ['After', false], ['At', false], ['By', false]], rows));
}

function weights(uids, values) {
  const sum = values.reduce((all, value) => all + value, 0);
  const most = Math.max(1, ...values);
  const rows = uids
    .map((uid, i) => [uid, values[i] ?? 0])
    .sort((a, b) => b[1] - a[1])
    .map(([uid, value]) => {
      const bar = h('span', { class: 'share' });
      bar.style.width = `${(value / most) * 9}rem`;
      return [uid, number(value), sum ? share(value / sum) : '0 %', bar];
    });
  return h('div', { class: 'scroll', tabindex: '0' }, table('Weights by uid', [['Uid', true], ['Value', true], ['Share', true], ['Drawn', false]], rows));
}

$('fact-close').addEventListener('click', () => $('fact').close());
$('fact').addEventListener('click', (event) => event.target === $('fact') && $('fact').close());

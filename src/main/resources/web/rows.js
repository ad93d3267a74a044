// What the validator's table says against what the chain says, and what became of commits.
import { ask } from './api.js';
import { count, h, number } from './format.js';

const $ = (id) => document.getElementById(id);

/** Words for how a row and the chain stand to each other: title, what it means, and its colour. */
const AGREEMENT = [
  ['agreed', 'agreed', 'logged as it happened', 'good'],
  ['filled', 'filled', 'block, hash or outcome was missing', 'pale'],
  ['corrected', 'corrected', 'what was logged was proven wrong', 'other'],
  ['in_doubt', 'in doubt', 'more than one match, or unreadable', 'doubt'],
  ['never_submitted', 'never submitted', 'logged, but not on the chain', 'bad'],
  ['never_logged', 'never logged', 'on the chain, written by Weighbridge', 'soft'],
  ['waiting', 'waiting', 'too young, or not yet looked at', 'track'],
];
const STATES = [
  ['pending', 'the reveal can still come', 'soft'],
  ['revealed', 'the weights took effect', 'good'],
  ['lost', 'no block revealed it in time', 'bad'],
  ['expired', 'nobody revealed it in time', 'bad'],
  ['overwritten', 'dropped for a later commit', 'other'],
  ['unknown', 'blocks in between are missing', 'track'],
];

/** Rows of weight_transactions by how they stand to the chain. */
export async function showRows(submissions) {
  const { total, by_standing: sums } = await ask('/api/v1/rows');
  const seen = `${count(submissions, 'submission')} seen on the chain`;
  // Nobody but Weighbridge writes here: then there is nothing to compare.
  const alone = total === sums.never_logged;
  $('rows-note').textContent = !alone
    ? `${count(total, 'row')} in weight_transactions for ${seen}.`
    : total
      ? `No validator logs here: Weighbridge wrote all ${count(total, 'row')} of weight_transactions itself, for ${seen}.`
      : `No rows in weight_transactions yet, ${seen}.`;
  $('rows-counts').hidden = alone;
  $('rows-bar').hidden = alone;
  if (alone) return;
  draw('rows', AGREEMENT.map(([key, title, meaning, paint]) => [title, meaning, paint, sums[key]]));
}

/** What became of the commits among these facts. */
export function showCommits(facts) {
  const commits = facts.filter((fact) => fact.kind === 'commit' && fact.outcome === 'success');
  $('commits').hidden = !commits.length;
  if (!commits.length) return;
  const many = (state) => commits.filter((fact) => fact.state === state).length;
  const next = commits.filter((fact) => fact.state === 'pending' && fact.revealLast).map((fact) => fact.revealLast).sort((a, b) => a - b)[0];
  $('commits-note').textContent = `${count(commits.length, 'commit')}${next ? `; the oldest pending can be revealed until block ${number(next)}` : ''}.`;
  draw('commits', STATES.map(([state, meaning, paint]) => [state, meaning, paint, many(state)]).filter(([state, , , sum]) => sum || ['pending', 'revealed', 'lost'].includes(state)));
}

/** A bar of parts, and each part with its number below. */
function draw(place, parts) {
  const seen = parts.filter(([, , , many]) => many);
  $(`${place}-bar`).hidden = !seen.length;
  $(`${place}-bar`).replaceChildren(...seen.map(([, , paint, many]) => {
    const bar = h('i', { class: paint });
    bar.style.flex = many;
    return bar;
  }));
  $(`${place}-counts`).replaceChildren(...parts.map(([title, meaning, paint, many]) =>
    h('div', { class: many ? '' : 'none' }, h('dt', {}, h('span', { class: `key ${paint}`, 'aria-hidden': 'true' }), title), h('dd', {}, number(many), h('small', {}, meaning)))));
}

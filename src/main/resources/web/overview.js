// All hotkeys and subnets in one table, for whoever has more than one.
import { ago, count, h, number, put, short } from './format.js';
import { everybody, silence } from './verdict.js';

const MOST = 100;
const $ = (id) => document.getElementById(id);

/** Those who need a look first; a click shows one. */
export function showOverview(view, pick) {
  const all = everybody(view);
  $('overview').hidden = all.length < 2;
  if (all.length < 2) return;
  const rows = all.map((one) => ({ one, quiet: silence(view, one) })).sort((a, b) => urgency(b.quiet) - urgency(a.quiet) || a.one.netuid - b.one.netuid || a.one.key.localeCompare(b.one.key));
  const late = rows.filter(({ quiet }) => quiet.overdue || quiet.never).length;
  put($('overview-note'), `${number(all.length)} in all, ${late ? `${number(late)} late or silent` : 'none of them late'}${all.length > MOST ? `; the ${number(MOST)} most urgent are shown` : ''}.`);
  put($('overview-rows'), ...rows.slice(0, MOST).map(({ one, quiet }) => row(one, quiet, view.chosen, pick)));
}

const urgency = ({ never, overdue, tempos }) => (overdue ? 2 : never ? 1 : 0) + Math.min(0.99, (tempos ?? 0) / 1000);

function row(one, quiet, chosen, pick) {
  const state = quiet.never ? ['warn', '!', one.facts ? 'never took effect' : 'no weights seen'] : quiet.overdue ? ['bad', '✕', 'overdue'] : quiet.tempos === undefined ? ['wait', '…', 'tempo not known'] : ['good', '✓', 'in time'];
  const name = `netuid ${one.netuid}${one.mechanism ? ` · ${one.mechanism}` : ''}`;
  const shown = one.key === chosen;
  return h('tr', { 'aria-current': shown ? 'true' : undefined },
    h('th', { scope: 'row' }, one.facts
      ? h('button', { type: 'button', class: 'link', 'data-key': one.key, click: () => pick(one.key), 'aria-label': `Show ${name}, ${one.hotkey}` }, name)
      : name),
    h('td', { class: 'code', title: one.hotkey }, short(one.hotkey)),
    h('td', { class: 'n' }, quiet.never ? '–' : count(quiet.blocks, 'block')),
    h('td', { class: 'n' }, quiet.tempos === undefined ? '–' : quiet.tempos.toFixed(1)),
    h('td', { class: 'wide' }, one.last ? ago(one.last.time) : '–'),
    h('td', { class: 'n wide' }, number(one.facts)),
    h('td', {}, h('span', { class: 'state', 'data-level': state[0] }, h('span', { class: 'sign', 'aria-hidden': 'true' }, state[1]), state[2])));
}

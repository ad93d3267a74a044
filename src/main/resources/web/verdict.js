// Am I fine? Everything that wants a look, of all hotkeys and subnets, worst first.
import { breakable, count, h, lastPart, number, put, short, span, time } from './format.js';

const LEVELS = ['good', 'wait', 'warn', 'bad'];
const SIGNS = { good: '✓', wait: '…', warn: '!', bad: '✕' };
const DAY = 864e5;
/** Finality comes in jumps of a few blocks; more than that is a past to catch up with. */
const CATCHING_UP = 10;
/** More concerns of one kind are told by their number. */
const MOST_ALIKE = 4;

const $ = (id) => document.getElementById(id);

/** How long ago weights were set, in blocks and, where the tempo is known, in tempos. */
export function silence({ status, head, covered }, { key, last }) {
  if (!last) return { never: true };
  const known = status.last_sets.find((set) => `${set.netuid}/${set.mechanism_id}/${set.hotkey}` === key);
  const behind = blocksBehind(head, covered);
  const blocks = Math.max(0, head - behind - last.block);
  const tempo = known?.tempo ?? undefined;
  const limit = status.overdue_tempos ?? undefined;
  const tempos = tempo && blocks / tempo;
  return { blocks, behind, tempo, tempos, limit, overdue: tempos !== undefined && limit !== undefined && tempos > limit };
}

/** Blocks that are still to be caught up with: they may hold a set. */
function blocksBehind(head, covered) {
  const lag = covered < 0 ? 0 : Math.max(0, head - covered);
  return lag > CATCHING_UP ? lag : 0;
}

/** Every hotkey on every subnet that is tracked by name, whether it has facts or not. */
export function everybody(view) {
  const known = new Set(view.series.map((one) => `${one.netuid}/${one.hotkey}`));
  const silent = view.status.targets.flatMap(({ netuids, hotkeys }) => netuids.flatMap((netuid) =>
    hotkeys.filter((hotkey) => !known.has(`${netuid}/${hotkey}`)).map((hotkey) => ({ key: `${netuid}/0/${hotkey}`, netuid, mechanism: 0, hotkey, facts: 0, lost: [] }))));
  return [...view.series, ...silent];
}

export const whose = ({ netuid, mechanism, hotkey }) => `netuid ${netuid}${mechanism ? `, mechanism ${mechanism}` : ''}, ${short(hotkey)}`;

/** Shows the verdict and what it rests on; gives its level. */
export function showVerdict(view, pick, open) {
  const concerns = [...connection(view), ...chain(view), ...silences(view, pick), ...attempts(view, open), ...losses(view, pick, open), ...holes(view), ...waiting(view)]
    .sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const worst = view.loaded ? (concerns[0]?.level ?? 'good') : 'wait';
  const many = (level) => concerns.filter((concern) => concern.level === level).length;
  const words = [
    many('bad') && `${count(many('bad'), 'thing')} wrong`,
    many('warn') && `${count(many('warn'), 'thing')} to look at`,
    many('wait') && worst === 'wait' && (concerns[0].pill ?? 'Not finished yet'),
  ].filter(Boolean);
  const said = !view.loaded ? 'Reading the store' : words.length ? words.join(', ') : 'All is well';
  $('verdict').dataset.level = worst;
  put($('verdict'), h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[worst]), said);
  $('concerns').hidden = !concerns.length;
  put($('concerns'), ...concerns.map(({ level, title, text, act }) =>
    h('li', { 'data-level': level },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[level]),
      h('p', {}, h('strong', {}, title), text ? ` ${text}` : null),
      act ? h('button', { type: 'button', class: 'quiet', 'data-act': act.key, click: act.go, 'aria-label': act.label }, act.word) : null)));
  return worst;
}

/** Whether what is shown is what is. */
function connection({ lost, fault }) {
  const concerns = [];
  if (lost) concerns.push({ level: 'bad', title: 'The server of this page does not answer.', text: `What stands here was known at ${time(lost)}.` });
  else if (fault) concerns.push({ level: 'warn', title: 'The server could not answer everything.', text: fault });
  return concerns;
}

/** Whether the chain is heard and followed. */
function chain({ status, head, covered, loaded }) {
  if (!loaded) return [];
  const concerns = [];
  const { endpoints, current } = status;
  const down = endpoints.filter((endpoint) => !endpoint.usable);
  const behind = blocksBehind(head, covered);
  if (down.length && down.length === endpoints.length) {
    concerns.push({ level: 'bad', title: `No endpoint answers, of ${number(down.length)}.`, text: 'New blocks are not seen.' });
  } else if (down.length) {
    concerns.push({ level: 'warn', title: `${number(down.length)} of ${count(endpoints.length, 'endpoint')} ${down.length === 1 ? 'does' : 'do'} not answer.`, text: 'The others stand in.' });
  }
  if (covered < 0) concerns.push({ level: 'wait', title: 'Nothing is verified yet.', text: head < 0 ? 'No endpoint has told of a finalized head.' : 'The first blocks are being read.' });
  else if (behind) concerns.push({ level: 'wait', title: 'Catching up.', text: `${count(behind, 'block')} up to the finalized head ${behind === 1 ? 'is' : 'are'} still to be read.` });
  else if (current && !current.ready && head >= 0) concerns.push({ level: 'bad', title: 'Not current.', text: `${current.reason}.` });
  else if (head < 0) concerns.push({ level: 'wait', title: 'No finalized head yet.', text: 'No endpoint has told of one.' });
  return concerns;
}

/** Whoever has not set weights for too long, or never. */
function silences(view, pick) {
  const all = everybody(view).map((one) => ({ one, quiet: silence(view, one) }));
  const switchTo = (one) => (one.key === view.chosen || !one.facts ? undefined : { key: one.key, word: 'show', label: `Show ${whose(one)}`, go: () => pick(one.key) });
  const overdue = all.filter(({ quiet }) => quiet.overdue).map(({ one, quiet }) => ({
    level: 'bad',
    title: `Overdue: ${whose(one)}.`,
    text: `No weights for ${count(quiet.blocks, 'block')}, ${quiet.tempos.toFixed(1)} tempos.`,
    act: switchTo(one),
  }));
  const never = view.covered < 0 ? [] : all.filter(({ one, quiet }) => quiet.never && (one.facts || all.length > 1)).map(({ one }) => ({ ...nothing(one), act: switchTo(one) }));
  return [...few(overdue, 'hotkeys and subnets are overdue.'), ...few(never, 'hotkeys and subnets have no weights.'), ...unjudged(view)];
}

/** Where nothing was seen at all, nobody can say that all is well. */
function unjudged({ facts, covered, verified }) {
  if (facts.length || covered < 0) return [];
  const blocks = verified.reduce((sum, range) => sum + range.to - range.from + 1, 0);
  return [{ level: 'wait', pill: 'Nothing to judge yet', title: `No weights in the ${count(blocks, 'verified block')}.`, text: 'To look further back: backfill --since 7d' }];
}

/** What to say of one whose weights never took effect in the verified blocks. */
function nothing(one) {
  if (!one.facts) return { level: 'warn', title: `No weights seen: ${whose(one)}.`, text: 'Nothing at all in the verified blocks.' };
  if (one.promised) return { level: 'wait', title: `No weights took effect yet: ${whose(one)}.`, text: 'Commits were made, and none is revealed.' };
  const attempts = one.facts === 1 ? 'The only attempt' : `All ${number(one.facts)} attempts`;
  return { level: 'bad', title: `No weights took effect: ${whose(one)}.`, text: `${attempts} in the verified blocks failed.` };
}

/** The newest attempt of each, if it did not take effect and nothing has since. */
function attempts({ series, advice }, open) {
  const failed = series.filter(({ newest, last }) => newest.error && (!last || newest.block >= last.block)).map((one) => ({
    level: 'warn',
    title: ['The last attempt failed: ', breakable(lastPart(one.newest.error)), '.'],
    text: `${series.length > 1 ? `${whose(one)}, block` : 'Block'} ${number(one.newest.block)}. ${advice[one.newest.error] ?? ''}`.trim(),
    act: { key: String(one.newest.id), word: 'open', label: `Open the failed attempt in block ${number(one.newest.block)}`, go: () => open(one.newest.id) },
  }));
  return few(failed, 'last attempts failed.');
}

/** Commits of the last day that were never revealed. */
function losses({ series }, pick, open) {
  const recent = series.flatMap(({ lost }) => lost).filter((fact) => Date.now() - fact.time < DAY);
  if (!recent.length) return [];
  const newest = recent.reduce((one, other) => (other.time > one.time ? other : one));
  return [{
    level: 'warn',
    title: `${count(recent.length, 'commit')} of the last 24 h ${recent.length === 1 ? 'was' : 'were'} lost.`,
    text: `The newest is in block ${number(newest.block)}, ${span(Date.now() - newest.time)} old.`,
    act: { key: String(newest.id), word: 'open', label: `Open the lost commit in block ${number(newest.block)}`, go: () => open(newest.id) },
  }];
}

/** Blocks that are not verified, and why. */
function holes({ status, gaps }) {
  const concerns = [];
  const { parked_blocks: parked } = status;
  if (parked.length) {
    concerns.push({ level: 'warn', title: `${count(parked.length, 'block')} could not be read.`, text: `Block ${number(parked[0].block_number)}: ${parked[0].reason}` });
  }
  if (gaps.length) {
    const blocks = gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
    concerns.push({ level: 'warn', title: `${count(blocks, 'block')} in ${count(gaps.length, 'gap')} ${blocks === 1 ? 'is' : 'are'} not verified.`, text: `Weights in them are not known here. To fill the first: backfill --from ${gaps[0].from} --to ${gaps[0].to}` });
  }
  return concerns;
}

/** Rows of the validator's table that are due and cannot be written. */
function waiting({ status }) {
  if (!status.rows_waiting_since) return [];
  return [{ level: 'warn', title: `Rows wait since ${time(Date.parse(status.rows_waiting_since))}.`, text: `${status.rows_waiting_reason}. Weight actions are stored all the same.` }];
}

const few = (alike, title) => (alike.length <= MOST_ALIKE ? alike : [{ level: alike[0].level, title: `${number(alike.length)} ${title}`, text: 'They stand in the table of all hotkeys and subnets.' }]);

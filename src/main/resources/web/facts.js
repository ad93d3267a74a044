// Every fact's outline, in chain order, and the weights of those that were looked at.
import { ask } from './api.js';

const MOST_AT_ONCE = 400;
const MOST_KEPT = 3000;
/** States of a commit that time alone does not change. */
const SETTLED = ['revealed', 'lost', 'expired', 'overwritten'];

/** What was found out about one hotkey on one subnet and mechanism. */
export class Facts {
  all = [];
  total = 0;
  lastId = 0;
  advice = {};

  /** Reads what is not known yet; tells whether there was anything. */
  async refresh() {
    const columns = await ask(this.lastId ? `/api/v1/timeline?after=${this.lastId}` : '/api/v1/timeline');
    const news = unpack(columns);
    Object.assign(this.advice, columns.advice);
    this.total = this.lastId ? this.total + news.length : columns.total;
    this.lastId = Math.max(this.lastId, columns.last_id);
    if (!news.length) return false;
    const inOrder = !this.all.length || news[0].block >= this.all.at(-1).block;
    this.all = this.all.concat(news);
    if (!inOrder) this.all.sort((a, b) => a.block - b.block || a.id - b.id);
    return true;
  }

  /** Learns what has become of commits that can still change, where there are any; tells whether anything is new. */
  async judge() {
    const open = this.all.filter((fact) => fact.kind === 'commit' && fact.outcome === 'success' && !SETTLED.includes(fact.state));
    if (!open.length) return false;
    const made = new Map(open.map((fact) => [fact.id, fact]));
    const { states, id, state, reveal_last_block: last } = await ask(`/api/v1/commits?from=${open[0].block}`);
    let news = false;
    id.forEach((key, i) => {
      const fact = made.get(key);
      if (!fact || fact.state === states[state[i]]) return;
      fact.state = states[state[i]];
      fact.revealLast = last[i];
      news = true;
    });
    return news;
  }

  /** Forgets everything, as when the server has another store now. */
  clear() {
    this.all = [];
    this.total = 0;
    this.lastId = 0;
  }

  /**
   * Each hotkey, subnet and mechanism that has facts: how many, the newest fact, the last that took effect and the commits that
   * were lost; those with the most facts first.
   */
  series() {
    const found = new Map();
    for (const fact of this.all) {
      let one = found.get(fact.series);
      if (!one) {
        one = { key: fact.series, hotkey: fact.hotkey, netuid: fact.netuid, mechanism: fact.mechanism, facts: 0, lost: [] };
        found.set(fact.series, one);
      }
      one.facts++;
      one.newest = fact;
      if (fact.took) one.last = fact;
      if (fact.kind === 'commit' && fact.outcome === 'success') one.promised = true;
      if (fact.state === 'lost' || fact.state === 'expired') one.lost.push(fact);
    }
    return [...found.values()].sort((a, b) => b.facts - a.facts || a.key.localeCompare(b.key));
  }
}

/** Columns to objects; see the API's description of the differences. */
function unpack(columns) {
  const facts = new Array(columns.count);
  let id = 0;
  let block = 0;
  let time = 0;
  for (let i = 0; i < columns.count; i++) {
    id += columns.id[i];
    block += columns.block[i];
    time += columns.time[i];
    const hotkey = columns.hotkeys[columns.hotkey[i]];
    const kind = columns.kinds[columns.kind[i]];
    const outcome = columns.outcomes[columns.outcome[i]];
    facts[i] = {
      id,
      block,
      time,
      kind,
      outcome,
      error: columns.error[i] < 0 ? '' : columns.errors[columns.error[i]],
      hotkey,
      netuid: columns.netuid[i],
      mechanism: columns.mechanism[i],
      series: `${columns.netuid[i]}/${columns.mechanism[i]}/${hotkey}`,
      took: outcome === 'success' && kind !== 'commit',
      drawn: outcome === 'success' && columns.open[i] === 1,
    };
  }
  return facts;
}

/** The weights of facts, by key, asked for when they are looked at. */
export class Weights {
  known = new Map();
  #asked = new Set();

  /** What is known; undefined until it is. */
  of(id) {
    return this.known.get(id);
  }

  /** Asks for those that are missing, and resolves when they are there; tells whether any came. */
  async want(ids) {
    const missing = ids.filter((id) => !this.known.has(id) && !this.#asked.has(id));
    if (!missing.length) return false;
    missing.forEach((id) => this.#asked.add(id));
    try {
      for (let from = 0; from < missing.length; from += MOST_AT_ONCE) {
        this.#keep(await ask(`/api/v1/weights?ids=${missing.slice(from, from + MOST_AT_ONCE).join(',')}`));
      }
    } finally {
      missing.forEach((id) => this.#asked.delete(id));
    }
    return true;
  }

  #keep(columns) {
    columns.id.forEach((id, i) => {
      const uids = columns.uid_lists[columns.uids[i]];
      const values = columns.values[i];
      const sum = values.reduce((all, value) => all + value, 0);
      this.known.set(id, { uids, values, sum, most: sum ? Math.max(...values) / sum : 0 });
    });
    for (const id of this.known.keys()) {
      if (this.known.size <= MOST_KEPT) break;
      this.known.delete(id);
    }
  }
}

/** The first index whose fact is later than that time. */
export function firstAfter(facts, time) {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (facts[middle].time > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The middle of the last gaps between sets that took effect, in blocks and milliseconds; undefined for fewer than 5. */
export function usualGap(facts) {
  const last = [];
  for (let i = facts.length - 1; i >= 0 && last.length < 51; i--) {
    if (facts[i].took) last.unshift(facts[i]);
  }
  if (last.length < 6) return undefined;
  const middle = (of) => last.slice(1).map((fact, i) => of(fact) - of(last[i])).sort((a, b) => a - b)[(last.length - 1) >> 1];
  return { blocks: middle((fact) => fact.block), time: middle((fact) => fact.time) };
}

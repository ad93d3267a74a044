// Rows of marks above the heat map: what was set, what became of commits, what failed.
import { firstAfter } from './facts.js';
import { colour } from './shades.js';

const GONE = ['lost', 'expired', 'overwritten'];
const committed = (fact) => fact.kind === 'commit' && fact.outcome === 'success';
const failed = (fact) => fact.outcome !== 'success' && fact.outcome !== 'deferred';

/** Name, which facts, and with which mark. */
const LANES = [
  ['set', (fact) => fact.took, () => 'took'],
  ['commit', committed, (fact) => (GONE.includes(fact.state) ? 'gone' : fact.state === 'revealed' ? 'took' : 'waits')],
  ['failed', failed, () => 'failed'],
];
/** Marks in the order in which they are drawn: bad news last, in colour and in shape. */
const MARKS = {
  took: ['accent', (pen, x, middle) => pen.fillRect(x, middle - 4, 1, 8)],
  waits: ['soft', (pen, x, middle) => {
    pen.beginPath();
    pen.arc(x + 0.5, middle, 3, 0, 7);
    pen.stroke();
  }],
  gone: ['fail', (pen, x, middle) => {
    pen.beginPath();
    for (const way of [-1, 1]) {
      pen.moveTo(x - 3, middle - 3 * way);
      pen.lineTo(x + 4, middle + 3 * way);
    }
    pen.stroke();
  }],
  failed: ['fail', (pen, x, middle) => pen.fillRect(x, middle - 5, 2, 10)],
};
const NAMES = Object.keys(MARKS);

export const LANE = 16;

/** The lanes that these facts need; there is always one for sets. */
export function lanesOf(facts) {
  return LANES.filter(([name, holds]) => name === 'set' || facts.some(holds));
}

/** Draws the lanes; `place` has left, width, from and to, and x(time). */
export function drawLanes(pen, lanes, facts, place) {
  const seen = lanes.map(() => NAMES.map(() => new Uint8Array(Math.ceil(place.width) + 1)));
  for (let i = firstAfter(facts, place.from - 1); i < facts.length && facts[i].time <= place.to; i++) {
    const fact = facts[i];
    const x = Math.min(place.width, Math.max(0, Math.round(place.x(fact.time) - place.left)));
    lanes.forEach(([, holds, mark], lane) => {
      if (holds(fact)) seen[lane][NAMES.indexOf(mark(fact))][x] = 1;
    });
  }
  pen.textBaseline = 'middle';
  pen.textAlign = 'right';
  pen.lineWidth = 1.5;
  lanes.forEach(([name], lane) => {
    const middle = lane * LANE + LANE / 2;
    pen.fillStyle = colour('soft');
    pen.fillText(name, place.left - 8, middle);
    NAMES.forEach((mark, i) => {
      const [paint, draw] = MARKS[mark];
      pen.fillStyle = colour(paint);
      pen.strokeStyle = colour(paint);
      seen[lane][i].forEach((there, x) => there && draw(pen, place.left + x, middle));
    });
  });
}

/** The fact of a lane that is nearest to a time and not farther than that. */
export function nearest(lane, facts, when, far) {
  let best;
  for (let i = firstAfter(facts, when - far); i < facts.length && facts[i].time <= when + far; i++) {
    const fact = facts[i];
    if (lane[1](fact) && (!best || Math.abs(fact.time - when) < Math.abs(best.time - when))) best = fact;
  }
  return best;
}

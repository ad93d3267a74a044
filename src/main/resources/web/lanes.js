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
/** Where marks would hide one another, each moment is a bar, as high as its part of all that was sent. */
const ROOM = 6;
const BAR = 10;
const LOWEST = 3;

export const LANE = 16;

/** The lanes that these facts need; there is always one for sets. */
export function lanesOf(facts) {
  return LANES.filter(([name, holds]) => name === 'set' || facts.some(holds));
}

/** Draws the lanes; `place` has left, width, from and to, and x(time). */
export function drawLanes(pen, lanes, facts, place) {
  const wide = Math.ceil(place.width) + 1;
  const seen = lanes.map(() => NAMES.map(() => new Uint32Array(wide)));
  const sent = new Uint32Array(wide);
  for (let i = firstAfter(facts, place.from - 1); i < facts.length && facts[i].time <= place.to; i++) {
    const fact = facts[i];
    const x = Math.min(wide - 1, Math.max(0, Math.round(place.x(fact.time) - place.left)));
    sent[x]++;
    lanes.forEach(([, holds, mark], lane) => {
      if (holds(fact)) seen[lane][NAMES.indexOf(mark(fact))][x]++;
    });
  }
  pen.textBaseline = 'middle';
  pen.textAlign = 'right';
  pen.lineWidth = 1.5;
  lanes.forEach(([name], lane) => {
    const middle = lane * LANE + LANE / 2;
    pen.fillStyle = colour('soft');
    pen.fillText(name, place.left - 8, middle);
    if (name !== 'set' && isCrowded(seen[lane])) drawBars(pen, seen[lane], name === 'failed' ? sent : undefined, place.left, middle);
    else drawMarks(pen, seen[lane], place.left, middle);
  });
}

/** Whether many marks of bad news stand closer than there is room for their shape. */
function isCrowded(marks) {
  const bad = marks.slice(1);
  const taken = bad[0].reduce((sum, _, x) => sum + (bad.some((mark) => mark[x]) ? 1 : 0), 0);
  return taken * ROOM > bad[0].length;
}

function drawMarks(pen, marks, left, middle) {
  NAMES.forEach((name, i) => {
    const [paint, draw] = MARKS[name];
    pen.fillStyle = colour(paint);
    pen.strokeStyle = colour(paint);
    marks[i].forEach((many, x) => many && draw(pen, left + x, middle));
  });
}

/** The worst at the bottom, never too low to be seen; of all that was sent, or of what the lane holds. */
function drawBars(pen, marks, sent, left, middle) {
  const paints = NAMES.map((name) => colour(MARKS[name][0]));
  for (let x = 0; x < marks[0].length; x++) {
    const all = sent?.[x] ?? marks.reduce((sum, mark) => sum + mark[x], 0);
    let bottom = middle + BAR / 2;
    for (let i = NAMES.length - 1; i >= 0 && all; i--) {
      if (!marks[i][x]) continue;
      const room = bottom - (middle - BAR / 2);
      const high = Math.min(room, i ? Math.max(LOWEST, (marks[i][x] / all) * BAR) : room);
      pen.fillStyle = paints[i];
      pen.fillRect(left + x, bottom - high, 1, high);
      bottom -= high;
    }
  }
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

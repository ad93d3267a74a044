// Marks of an axis of time, all of them in UTC.

/** How far from the left every plot over time begins, so that moments stand one below the other. */
export const LEFT = 58;

const SECOND = 1000;
const DAY = 864e5;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200]
  .map((seconds) => seconds * SECOND)
  .concat([1, 2, 4, 7, 14].map((days) => days * DAY));
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Round moments between two, at most so many, each with its words; whole months where days would be too many. */
export function ticks(from, to, most) {
  const step = STEPS.find((length) => (to - from) / length <= most);
  return step ? even(from, to, step) : months(from, to, most);
}

function even(from, to, step) {
  const marks = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) marks.push({ at, text: words(at, step) });
  return marks;
}

function months(from, to, most) {
  const step = [1, 2, 3, 6, 12, 24, 60].find((many) => (to - from) / (many * 30.4 * DAY) <= most) ?? 120;
  const marks = [];
  const first = new Date(from);
  for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth(); ; month++) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > to) return marks;
    if (at >= from && month % step === 0) marks.push({ at, text: `${MONTHS[month % 12]} ${Math.floor(month / 12)}` });
  }
}

function words(at, step) {
  const text = new Date(at).toISOString();
  const day = `${MONTHS[Number(text.slice(5, 7)) - 1]} ${Number(text.slice(8, 10))}`;
  if (step >= DAY) return day;
  if (at % DAY === 0) return day;
  return step >= 60 * SECOND ? text.slice(11, 16) : text.slice(11, 19);
}

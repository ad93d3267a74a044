// Weights over time on a canvas: a column is what was in force from one set to the next, a row is a uid.
import { firstAfter, usualGap } from './facts.js';
import { FADING } from './now.js';
import { colour, count, h, later, nextFrame, number, refill, share, span, table, time } from './format.js';

const GONE = ['lost', 'expired', 'overwritten'];
const committed = (fact) => fact.kind === 'commit' && fact.outcome === 'success';
/** Rows of marks above the map: name, which facts, and in what colour; a fact that is bad news is drawn last. */
const LANES = [
  ['set', (fact) => fact.took, () => 'accent'],
  ['commit', committed, (fact) => (GONE.includes(fact.state) ? 'bad' : fact.state === 'revealed' ? 'accent' : 'soft')],
  ['failed', (fact) => fact.outcome !== 'success' && fact.outcome !== 'deferred', () => 'bad'],
];
const PAINTS = ['soft', 'accent', 'bad'];
const LANE = 13;
const LEFT = 58;
const BOTTOM = 24;
const TOP = LANES.length * LANE + 8;
const MOST_COLUMNS = 400;
const MOST_ROWS = 30;
const SHADES = 256;
/** When there were weights to see for the first time, for whoever measures. */
const PAINTED = 'weights-painted';

const $ = (id) => document.getElementById(id);

export class HeatMap {
  #box = $('map');
  #canvas = $('map-canvas');
  #tip = $('map-tip');
  #weights;
  #open;
  #changed;
  #facts = [];
  #drawn = [];
  #view = { from: 0, to: 1 };
  #ends = { from: 0, to: 1 };
  #range = Infinity;
  #columns = [];
  #uids = [];
  #most = 0;
  #cursor;
  #pointers = new Map();
  #moved = 0;
  #paint = nextFrame(() => this.#draw());
  #fetch = later(() => this.#want(), 40);
  #tell = later(() => this.#changed(this.#view), 60);

  /** `open(id)` shows a fact, `changed(view)` hears which time is shown. */
  constructor(weights, open, changed) {
    this.#weights = weights;
    this.#open = open;
    this.#changed = changed;
    this.#listen();
    new ResizeObserver(() => this.repaint()).observe(this.#box);
  }

  /** Other facts, or more of them; `now` is the end of what is known. */
  show(facts, now, anew) {
    const follows = anew || this.#view.to >= this.#ends.to;
    this.#facts = facts;
    this.#drawn = facts.filter((fact) => fact.drawn);
    const from = facts.length ? facts[0].time : now - 6e4;
    this.#ends = { from, to: Math.max(now, from + 1000) };
    if (anew) this.#range = Infinity;
    if (follows) this.#look(this.#range);
    else this.repaint();
  }

  /** Shows the newest part of that length; Infinity for all. */
  look(length) {
    this.#range = length;
    this.#look(length);
  }

  get range() {
    return this.#range;
  }

  /** The whole time there is, in milliseconds. */
  get length() {
    return this.#ends.to - this.#ends.from;
  }

  repaint() {
    this.#paint();
    this.#fetch();
    this.#tell();
  }

  #look(length) {
    this.#view = { from: Math.max(this.#ends.from, this.#ends.to - length), to: this.#ends.to };
    this.repaint();
  }

  get #width() {
    return Math.max(50, this.#box.clientWidth - LEFT);
  }

  get #height() {
    return this.#canvas.clientHeight - TOP - BOTTOM;
  }

  #x(at) {
    return LEFT + ((at - this.#view.from) / (this.#view.to - this.#view.from)) * this.#width;
  }

  #time(x) {
    return this.#view.from + ((x - LEFT) / this.#width) * (this.#view.to - this.#view.from);
  }

  /** Which sets have a column: each, or where there are too many the last of each equal part. */
  #choose() {
    const { from, to } = this.#view;
    const low = Math.max(0, firstAfter(this.#drawn, from) - 1);
    const high = firstAfter(this.#drawn, to);
    const inView = this.#drawn.slice(low, high);
    const parts = Math.min(MOST_COLUMNS, Math.floor(this.#width / 2));
    if (inView.length <= parts) {
      return inView.map((fact, i) => ({ fact, from: fact.time, to: inView[i + 1]?.time ?? to, sets: 1 }));
    }
    const columns = [];
    const step = (to - from) / parts;
    let next = 0;
    for (let part = 0; part < parts; part++) {
      const end = from + (part + 1) * step;
      const start = next;
      while (next < inView.length && inView[next].time <= end) next++;
      if (next > start) columns.push({ fact: inView[next - 1], from: from + part * step, to: end, sets: next - start });
      else if (columns.length) columns.at(-1).to = end;
    }
    columns.at(-1).to = to;
    return columns;
  }

  async #want() {
    const ids = this.#choose().map((column) => column.fact.id);
    try {
      if (await this.#weights.want(ids)) this.#paint();
    } catch {
      // The stream notices a lost server and asks again when it is back.
    }
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (!width) return;
    const scale = devicePixelRatio;
    if (this.#canvas.width !== Math.round(width * scale) || this.#canvas.height !== Math.round(height * scale)) {
      this.#canvas.width = Math.round(width * scale);
      this.#canvas.height = Math.round(height * scale);
    }
    const pen = this.#canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.#columns = this.#choose();
    this.#measure();
    if (this.#resize()) return;
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    this.#drawLanes(pen);
    this.#drawCells(pen);
    this.#drawAxes(pen);
    this.#drawCursor(pen);
    this.#describe();
    if (this.#most && !performance.getEntriesByName(PAINTED).length) performance.mark(PAINTED);
  }

  /** Many uids get whole pixels each, so that no row looks thicker than another; tells whether the canvas changed. */
  #resize() {
    const rows = this.#uids.length;
    const wanted = rows >= 128 && this.#width > 600 ? `${TOP + BOTTOM + rows * Math.max(1, Math.round(480 / rows))}px` : '';
    if (this.#canvas.style.height === wanted) return false;
    this.#canvas.style.height = wanted;
    this.#paint();
    return true;
  }

  /** The rows and the largest share, of all columns that are known. */
  #measure() {
    const uids = new Set();
    let most = 0;
    for (const column of this.#columns) {
      column.weights = this.#weights.of(column.fact.id);
      if (!column.weights) continue;
      const { uids: list, values, sum } = column.weights;
      for (let i = 0; i < list.length; i++) {
        uids.add(list[i]);
        if (sum && values[i] / sum > most) most = values[i] / sum;
      }
    }
    this.#uids = [...uids].sort((a, b) => a - b);
    this.#most = most;
  }

  #drawLanes(pen) {
    const marks = LANES.map(() => PAINTS.map(() => new Uint8Array(this.#width + 1)));
    const { from, to } = this.#view;
    let bad = 0;
    for (let i = Math.max(0, firstAfter(this.#facts, from - 1)); i < this.#facts.length && this.#facts[i].time <= to; i++) {
      const fact = this.#facts[i];
      const x = Math.min(this.#width, Math.max(0, Math.round(this.#x(fact.time) - LEFT)));
      LANES.forEach(([, holds, paint], lane) => {
        if (!holds(fact)) return;
        const colours = PAINTS.indexOf(paint(fact));
        marks[lane][colours][x] = 1;
        if (colours === PAINTS.length - 1) bad++;
      });
    }
    pen.textBaseline = 'middle';
    LANES.forEach(([name], lane) => {
      const top = lane * LANE;
      pen.textAlign = 'right';
      pen.fillStyle = colour('soft');
      pen.fillText(name, LEFT - 8, top + LANE / 2);
      PAINTS.forEach((paint, i) => {
        pen.fillStyle = colour(paint);
        // What went wrong is rare and matters: it stays wide enough to be seen.
        const wide = paint === 'bad' && bad < this.#width / 8 ? 2 : 1;
        marks[lane][i].forEach((mark, x) => {
          if (mark) pen.fillRect(LEFT + x, top + 2, wide, LANE - 4);
        });
      });
    });
  }

  #drawCells(pen) {
    const height = this.#height;
    pen.fillStyle = colour('none');
    pen.fillRect(LEFT, TOP, this.#width, height);
    const rows = this.#uids.length;
    if (!rows) {
      pen.textAlign = 'center';
      pen.fillStyle = colour('soft');
      const words = this.#columns.length ? 'reading…' : this.#facts.length ? 'no readable weights in view' : 'nothing yet';
      pen.fillText(words, LEFT + this.#width / 2, TOP + height / 2);
      return;
    }
    const wide = Math.ceil(this.#width);
    const row = new Map(this.#uids.map((uid, i) => [uid, i]));
    const image = new ImageData(wide, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const shades = palette();
    const faded = palette(0.45);
    const silent = (usualGap(this.#drawn)?.time ?? Infinity) * FADING;
    for (const column of this.#columns) {
      if (!column.weights?.sum) continue;
      const left = Math.max(0, Math.round(this.#x(column.from) - LEFT));
      const right = Math.min(wide, Math.max(left + 1, Math.round(this.#x(column.to) - LEFT)));
      const fresh = Math.min(right, Math.round(this.#x(column.from + silent) - LEFT));
      const { uids, values, sum } = column.weights;
      for (let i = 0; i < uids.length; i++) {
        if (!values[i]) continue;
        const shade = Math.max(1, Math.round((values[i] / sum / this.#most) ** 0.7 * (SHADES - 1)));
        const base = row.get(uids[i]) * wide;
        for (let x = left; x < right; x++) pixels[base + x] = x <= fresh ? shades[shade] : faded[shade];
      }
    }
    const layer = new OffscreenCanvas(wide, rows);
    layer.getContext('2d').putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(layer, LEFT, TOP, this.#width, height);
  }

  #drawAxes(pen) {
    pen.fillStyle = colour('soft');
    pen.textAlign = 'right';
    const rows = this.#uids.length;
    const step = this.#height / Math.max(1, rows);
    const every = Math.max(1, Math.ceil(15 / step));
    for (let i = 0; i < rows; i += every) pen.fillText(this.#uids[i], LEFT - 8, TOP + (i + 0.5) * step);
    pen.textAlign = 'center';
    const ticks = Math.max(2, Math.floor(this.#width / 130));
    for (let i = 0; i <= ticks; i++) {
      const x = LEFT + (i / ticks) * this.#width;
      pen.textAlign = i === 0 ? 'left' : i === ticks ? 'right' : 'center';
      pen.fillText(this.#label(this.#time(x)), x, TOP + this.#height + 15);
    }
  }

  #label(at) {
    const text = new Date(at).toISOString();
    const length = this.#view.to - this.#view.from;
    if (length > 3 * 864e5) return text.slice(0, 10);
    return length > 36e5 ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 19);
  }

  #drawCursor(pen) {
    const at = this.#cursor;
    if (!at) return;
    const column = this.#columns[at.column];
    pen.strokeStyle = colour('ink');
    pen.lineWidth = 1;
    const left = column ? Math.max(LEFT, this.#x(column.from)) : at.x;
    const right = column ? Math.min(LEFT + this.#width, Math.max(left + 1, this.#x(column.to))) : at.x;
    const step = this.#height / Math.max(1, this.#uids.length);
    if (column) pen.strokeRect(left + 0.5, TOP + at.row * step + 0.5, Math.max(1, right - left - 1), Math.max(1, step - 1));
    pen.globalAlpha = 0.3;
    pen.beginPath();
    pen.moveTo(at.x, 0);
    pen.lineTo(at.x, TOP + this.#height);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #describe() {
    const { from, to } = this.#view;
    const sets = this.#drawn.length;
    const shown = this.#columns.reduce((sum, column) => sum + column.sets, 0);
    const thinned = shown > this.#columns.length ? `; ${number(this.#columns.length)} of them drawn, the last of each moment` : '';
    $('weights-note').textContent = sets
      ? `${count(shown, 'set')} in ${span(to - from)}${thinned}. Faded: in force, but no new set for ${FADING} usual gaps.`
      : 'Sets whose weights can be read appear here.';
    $('map-most').textContent = this.#most ? share(this.#most) : '';
    const scale = $('map-scale').getContext('2d');
    palette().forEach((shade, i) => {
      scale.fillStyle = `rgb(${shade & 255} ${(shade >> 8) & 255} ${(shade >> 16) & 255})`;
      scale.fillRect((i / SHADES) * 160, 0, 1, 10);
    });
    if ($('map-table').closest('details').open) this.showTable();
  }

  /** The newest columns in view, for whoever cannot see the map. */
  showTable() {
    const rows = this.#columns.slice(-MOST_ROWS).reverse().filter((column) => column.weights).map(({ fact, weights }) => {
      const best = weights.uids.map((uid, i) => [uid, weights.values[i]]).sort((a, b) => b[1] - a[1]).slice(0, 5);
      const button = h('button', { type: 'button', class: 'quiet', click: () => this.#open(fact.id) }, number(fact.block));
      return [button, time(fact.time), fact.kind, weights.uids.length, best.map(([uid, value]) => `${uid}: ${share(value / weights.sum)}`).join(', ')];
    });
    refill($('map-table'), table('The newest sets in view', [['Block', false], ['Time', false], ['Kind', false], ['Uids', true], ['Largest shares', false]], rows));
  }

  #columnAt(x) {
    const at = this.#time(x);
    return this.#columns.findLastIndex((column) => column.from <= at);
  }

  #point(x, y) {
    if (x < LEFT || x > LEFT + this.#width || y > TOP + this.#height) return this.#leave();
    const row = Math.min(this.#uids.length - 1, Math.max(0, Math.floor(((y - TOP) / this.#height) * this.#uids.length)));
    this.#cursor = { x, y, column: y < TOP ? -1 : this.#columnAt(x), row, lane: y < TOP ? Math.floor(y / LANE) : -1 };
    this.#showTip();
    this.#paint();
  }

  #leave() {
    this.#cursor = undefined;
    this.#tip.hidden = true;
    this.#paint();
  }

  /** The nearest fact of a lane. */
  #laneFact(at) {
    const lane = LANES[Math.min(at.lane, LANES.length - 1)];
    const when = this.#time(at.x);
    const near = (8 / this.#width) * (this.#view.to - this.#view.from);
    let best;
    for (let i = firstAfter(this.#facts, when - near); i < this.#facts.length && this.#facts[i].time <= when + near; i++) {
      const fact = this.#facts[i];
      if (lane[1](fact) && (!best || Math.abs(fact.time - when) < Math.abs(best.time - when))) best = fact;
    }
    return best;
  }

  #lines() {
    const at = this.#cursor;
    if (at.lane >= 0) {
      const fact = this.#laneFact(at);
      return fact ? [fact.error ? fact.error.split('.').at(-1) : `${fact.kind.replace('_', ' ')}: ${fact.state ?? fact.outcome}`, `block ${number(fact.block)}, ${time(fact.time)}`] : undefined;
    }
    const column = this.#columns[at.column];
    if (!column?.weights) return undefined;
    const uid = this.#uids[at.row];
    const { uids, values, sum } = column.weights;
    const i = uids.indexOf(uid);
    const value = i < 0 ? 'not named' : `${sum ? share(values[i] / sum) : '0 %'}, value ${number(values[i])}`;
    const lines = [`uid ${uid}: ${value}`, `set in block ${number(column.fact.block)}, ${time(column.fact.time)}`];
    if (column.sets > 1) lines.push(`the last of ${column.sets} sets here; zoom in for each`);
    return lines;
  }

  #showTip() {
    const lines = this.#lines();
    this.#tip.hidden = !lines;
    if (!lines) return;
    this.#tip.replaceChildren(h('strong', {}, lines[0]), ...lines.slice(1).map((line) => h('p', {}, line)));
    const { x, y } = this.#cursor;
    const wide = this.#tip.offsetWidth;
    const left = Math.max(0, Math.min(x + 14, this.#box.clientWidth - wide));
    this.#tip.style.left = `${x + 14 + wide > this.#box.clientWidth ? Math.max(0, x - wide - 14) : left}px`;
    this.#tip.style.top = `${Math.max(0, Math.min(y + 14, this.#canvas.clientHeight - this.#tip.offsetHeight))}px`;
  }

  #activate() {
    const at = this.#cursor;
    const fact = at && (at.lane >= 0 ? this.#laneFact(at) : this.#columns[at.column]?.fact);
    if (fact) this.#open(fact.id);
  }

  /** Zooms around a place; a factor below 1 shows less time. */
  zoom(factor, x = LEFT + this.#width / 2) {
    const { from, to } = this.#view;
    const at = this.#time(x);
    const length = Math.min(this.length, Math.max(2000, (to - from) * factor));
    const start = at - ((at - from) / (to - from)) * length;
    this.#moveTo(start, length);
  }

  #moveTo(start, length) {
    const from = Math.min(Math.max(start, this.#ends.from), this.#ends.to - length);
    this.#view = { from, to: from + length };
    this.#range = length >= this.length ? Infinity : length;
    this.repaint();
  }

  #listen() {
    const place = (event) => {
      const box = this.#box.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.#box.addEventListener('pointerdown', (event) => {
      this.#pointers.set(event.pointerId, place(event));
      this.#moved = 0;
      this.#box.setPointerCapture(event.pointerId);
    });
    this.#box.addEventListener('pointermove', (event) => {
      const [x, y] = place(event);
      if (this.#pointers.has(event.pointerId)) this.#drag(event.pointerId, x, y);
      else this.#point(x, y);
    });
    const up = (event) => {
      const known = this.#pointers.delete(event.pointerId);
      const [x, y] = place(event);
      if (event.type === 'pointerup' && known && this.#moved < 5 && !this.#pointers.size) {
        this.#point(x, y);
        this.#activate();
      }
    };
    this.#box.addEventListener('pointerup', up);
    this.#box.addEventListener('pointercancel', up);
    this.#box.addEventListener('pointerleave', () => this.#pointers.size || this.#leave());
    this.#box.addEventListener('wheel', (event) => {
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!event.ctrlKey && !event.metaKey && !sideways) return;
      event.preventDefault();
      if (sideways) this.#pan(event.deltaX);
      else this.zoom(Math.exp(event.deltaY * 0.004), place(event)[0]);
    }, { passive: false });
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.#box.addEventListener('blur', () => this.#leave());
  }

  #pan(pixels) {
    const length = this.#view.to - this.#view.from;
    this.#moveTo(this.#view.from + (pixels / this.#width) * length, length);
  }

  #drag(id, x, y) {
    const [oldX] = this.#pointers.get(id);
    this.#moved += Math.abs(x - oldX);
    if (this.#pointers.size === 2) {
      const [otherX] = [...this.#pointers].find(([other]) => other !== id)[1];
      const wide = Math.abs(oldX - otherX);
      if (wide > 10) this.zoom(wide / Math.max(10, Math.abs(x - otherX)), (x + otherX) / 2);
    } else if (this.#moved >= 5) {
      this.#leave();
      this.#pan(oldX - x);
    }
    this.#pointers.set(id, [x, y]);
  }

  #key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (move) this.#step(...move);
    else if (event.key === '+' || event.key === '=') this.zoom(0.6);
    else if (event.key === '-') this.zoom(1 / 0.6);
    else if (event.key === '0') this.look(Infinity);
    else if (event.key === 'Enter') this.#activate();
    else if (event.key === 'Escape') this.#leave();
    else return;
    event.preventDefault();
  }

  /** The cursor by keys: from set to set, from uid to uid; said aloud. */
  #step(across, down) {
    if (!this.#columns.length || !this.#uids.length) return;
    const before = this.#cursor?.lane === -1 ? this.#cursor : { column: this.#columns.length, row: 0 };
    const column = Math.min(this.#columns.length - 1, Math.max(0, before.column + (across || (before.column === this.#columns.length ? -1 : 0))));
    const row = Math.min(this.#uids.length - 1, Math.max(0, before.row + down));
    const { from, to } = this.#columns[column];
    const x = Math.min(LEFT + this.#width, Math.max(LEFT, (this.#x(from) + this.#x(to)) / 2));
    this.#cursor = { column, row, lane: -1, x, y: TOP + ((row + 0.5) / this.#uids.length) * this.#height };
    this.#showTip();
    $('map-said').textContent = (this.#lines() ?? []).join(', ');
    this.#paint();
  }
}

const palettes = new Map();

/** 256 shades from nothing over the accent to the deepest, as little-endian RGBA. */
function palette(strength = 1) {
  const stops = ['none', 'accent', 'deep'].map(colour);
  const key = stops.join() + strength;
  if (!palettes.has(key)) {
    const rgb = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)));
    const shades = new Uint32Array(SHADES);
    for (let i = 0; i < SHADES; i++) {
      const at = (i / (SHADES - 1)) * 2;
      const [low, high] = at < 1 ? [rgb[0], rgb[1]] : [rgb[1], rgb[2]];
      const mixed = low.map((value, channel) => value + (high[channel] - value) * (at % 1 || (at === 2 ? 1 : 0)));
      const [r, g, b] = mixed.map((value, channel) => Math.round(rgb[0][channel] + (value - rgb[0][channel]) * strength));
      shades[i] = (255 << 24) | (b << 16) | (g << 8) | r;
    }
    palettes.set(key, shades);
  }
  return palettes.get(key);
}

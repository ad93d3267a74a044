// Weights over time on a canvas: a column is what was in force from one set to the next, a row is a uid.
import { LEFT, ticks } from './axis.js';
import { firstAfter, usualGap } from './facts.js';
import { count, h, lastPart, later, nextFrame, number, plain, refill, share, span, table, time, tipAt } from './format.js';
import { listenTo } from './gestures.js';
import { LANE, drawLanes, lanesOf, nearest } from './lanes.js';
import { colour, paintScale, palette, shadeOf } from './shades.js';

const BOTTOM = 24;
const MOST_COLUMNS = 400;
const MOST_ROWS = 30;
/** Weights that are in force for longer than so many usual gaps are drawn faded. */
const FADING = 3;
const TALLEST_ROW = 30;
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
  #lanes = lanesOf([]);
  #silent = Infinity;
  #view = { from: 0, to: 1 };
  #ends = { from: 0, to: 1 };
  #range = Infinity;
  #columns = [];
  #uids = [];
  #most = 0;
  #cursor;
  /** How wide the part with the columns is; measured when it changes, as asking is dear. */
  #width = 50;
  #layer = new OffscreenCanvas(1, 1);
  #image;
  /** Whether more has to be drawn anew than what the pointer shows. */
  #stale = true;
  #paint = nextFrame(() => this.#draw());
  #fetch = later(() => this.#want(), 40);
  #tell = later(() => this.#changed(this.#view), 60);

  /** `open(id)` shows a fact, `changed(view)` hears which time is shown. */
  constructor(weights, open, changed) {
    this.#weights = weights;
    this.#open = open;
    this.#changed = changed;
    listenTo(this.#box, {
      point: (x, y) => this.#point(x, y),
      leave: () => this.#leave(),
      pan: (pixels) => this.#pan(pixels),
      zoom: (factor, x) => this.zoom(factor, x),
      activate: () => this.#activate(),
      step: (across, down) => this.#step(across, down),
      all: () => this.look(Infinity),
    });
    new ResizeObserver(() => {
      this.#width = Math.max(50, this.#box.clientWidth - LEFT);
      this.repaint();
    }).observe(this.#box);
    this.#width = Math.max(50, this.#box.clientWidth - LEFT);
  }

  /** Other facts, or more of them; `now` is the end of what is known. */
  show(facts, now, anew) {
    const follows = anew || this.#view.to >= this.#ends.to;
    this.#facts = facts;
    this.#drawn = facts.filter((fact) => fact.drawn);
    this.#lanes = lanesOf(facts);
    this.#silent = (usualGap(this.#drawn)?.time ?? Infinity) * FADING;
    const from = facts.length ? facts[0].time : now - 6e4;
    this.#ends = { from, to: Math.max(now, from + 1000) };
    if (anew) this.#range = Infinity;
    const none = !facts.length;
    for (const part of [this.#box, $('map-keys'), $('map-table').closest('details')]) part.hidden = none;
    if (none) $('weights-note').textContent = 'Sets whose weights can be read appear here.';
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
    this.#stale = true;
    this.#paint();
    this.#fetch();
    this.#tell();
  }

  #look(length) {
    this.#view = { from: Math.max(this.#ends.from, this.#ends.to - length), to: this.#ends.to };
    this.repaint();
  }


  get #top() {
    return this.#lanes.length * LANE + 8;
  }

  get #height() {
    return this.#canvas.clientHeight - this.#top - BOTTOM;
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
      if (!(await this.#weights.want(ids))) return;
      this.#stale = true;
      this.#paint();
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
    if (this.#stale) {
      this.#columns = this.#choose();
      this.#measure();
      if (this.#resize()) return;
    }
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    drawLanes(pen, this.#lanes, this.#facts, { ...this.#view, left: LEFT, width: this.#width, x: (at) => this.#x(at) });
    this.#drawCells(pen);
    this.#drawAxes(pen);
    this.#drawCursor(pen);
    if (this.#stale) this.#describe();
    this.#stale = false;
    if (this.#most && !performance.getEntriesByName(PAINTED).length) performance.mark(PAINTED);
  }

  /**
   * Few uids get rows of a bearable height, very many whole pixels each, so that no row looks thicker than another; tells
   * whether the canvas changed.
   */
  #resize() {
    const rows = this.#uids.length;
    const usual = this.#width > 600 ? 400 : 290;
    const cells = rows === 0 ? usual / 2 : rows >= 128 ? rows * Math.max(1, Math.round(usual / rows)) : Math.min(usual, rows * TALLEST_ROW);
    const wanted = `${this.#top + cells + BOTTOM}px`;
    if (this.#canvas.style.height === wanted || (!rows && this.#waits())) return false;
    this.#canvas.style.height = wanted;
    this.#paint();
    return true;
  }

  /** Whether weights are still to come, so that nothing should jump before they are there. */
  #waits() {
    return this.#columns.some((column) => !column.weights);
  }

  /** The rows and the largest share, of all columns that are known. */
  #measure() {
    const uids = new Set();
    let most = 0;
    for (const column of this.#columns) {
      column.weights = this.#weights.of(column.fact.id);
      if (!column.weights) continue;
      for (const uid of column.weights.uids) uids.add(uid);
      most = Math.max(most, column.weights.most);
    }
    this.#uids = [...uids].sort((a, b) => a - b);
    this.#most = most;
  }

  #drawCells(pen) {
    const height = this.#height;
    pen.fillStyle = colour('none');
    pen.fillRect(LEFT, this.#top, this.#width, height);
    const rows = this.#uids.length;
    if (!rows) {
      pen.textAlign = 'center';
      pen.fillStyle = colour('soft');
      const words = this.#waits() ? 'reading…' : 'no weights that took effect can be read here';
      pen.fillText(words, LEFT + this.#width / 2, this.#top + height / 2);
      return;
    }
    if (this.#stale) this.#drawLayer(Math.ceil(this.#width), rows);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.#layer, LEFT, this.#top, this.#width, height);
  }

  #drawLayer(wide, rows) {
    const row = new Map(this.#uids.map((uid, i) => [uid, i]));
    const pixels = this.#pixels(wide, rows);
    const shades = palette();
    const faded = palette(0.45);
    for (const column of this.#columns) {
      if (!column.weights?.sum) continue;
      const left = Math.max(0, Math.round(this.#x(column.from) - LEFT));
      const right = Math.min(wide, Math.max(left + 1, Math.round(this.#x(column.to) - LEFT)));
      const fresh = Math.min(right, Math.round(this.#x(column.fact.time + this.#silent) - LEFT));
      const { uids, values, sum } = column.weights;
      for (let i = 0; i < uids.length; i++) {
        if (!values[i]) continue;
        const shade = shadeOf(values[i] / sum / this.#most);
        const base = row.get(uids[i]) * wide;
        pixels.fill(shades[shade], base + left, base + Math.max(left, fresh));
        pixels.fill(faded[shade], base + Math.max(left, fresh), base + right);
      }
    }
    this.#layer.getContext('2d').putImageData(this.#image, 0, 0);
  }

  /** One pixel for each moment and uid, without colour; the same memory as long as the size is the same. */
  #pixels(wide, rows) {
    if (this.#image?.width !== wide || this.#image.height !== rows) {
      this.#image = new ImageData(wide, rows);
      Object.assign(this.#layer, { width: wide, height: rows });
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    pixels.fill(0);
    return pixels;
  }

  #drawAxes(pen) {
    pen.fillStyle = colour('soft');
    pen.textAlign = 'right';
    const rows = this.#uids.length;
    const step = this.#height / Math.max(1, rows);
    const every = Math.max(1, Math.ceil(15 / step));
    for (let i = 0; i < rows; i += every) {
      pen.fillText(i ? this.#uids[i] : `uid ${this.#uids[0]}`, LEFT - 8, this.#top + (i + 0.5) * step);
    }
    const below = this.#top + this.#height;
    pen.fillText('UTC', LEFT - 8, below + 15);
    pen.textAlign = 'center';
    const { from, to } = this.#view;
    for (const { at, text } of ticks(from, to, Math.max(3, Math.floor(this.#width / 80)))) {
      const x = this.#x(at);
      const half = pen.measureText(text).width / 2;
      pen.fillRect(Math.round(x), below, 1, 4);
      if (x - half >= LEFT + 4 && x + half <= LEFT + this.#width) pen.fillText(text, x, below + 15);
    }
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
    if (column) pen.strokeRect(left + 0.5, this.#top + at.row * step + 0.5, Math.max(1, right - left - 1), Math.max(1, step - 1));
    pen.globalAlpha = 0.3;
    pen.beginPath();
    pen.moveTo(at.x, 0);
    pen.lineTo(at.x, this.#top + this.#height);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #describe() {
    const { from, to } = this.#view;
    const sets = this.#drawn.length;
    const shown = this.#columns.reduce((sum, column) => sum + column.sets, 0);
    const thinned = shown > this.#columns.length ? `; ${number(this.#columns.length)} of them drawn, the last of each moment` : '';
    const faded = this.#columns.some((column) => column.to - column.fact.time > this.#silent) ? ` Faded: in force, but no new set for ${FADING} usual gaps.` : '';
    $('weights-note').textContent = sets ? `${count(shown, 'set')} in ${span(to - from)}${thinned}.${faded}` : 'Sets whose weights can be read appear here.';
    $('map-legend').hidden = !this.#most;
    $('map-most').textContent = this.#most ? share(this.#most) : '';
    for (const [name] of [['commit'], ['failed']]) $(`map-key-${name}`).hidden = !this.#lanes.some(([lane]) => lane === name);
    paintScale($('map-scale'));
    if ($('map-table').closest('details').open) this.showTable();
  }

  /** The newest facts in view, for whoever cannot see the map. */
  showTable() {
    const end = firstAfter(this.#facts, this.#view.to);
    const inView = this.#facts.slice(Math.max(firstAfter(this.#facts, this.#view.from - 1), end - MOST_ROWS), end);
    const rows = inView.reverse().map((fact) => {
      const weights = this.#weights.of(fact.id);
      const best = weights ? weights.uids.map((uid, i) => [uid, weights.values[i]]).sort((a, b) => b[1] - a[1]).slice(0, 5) : [];
      const button = h('button', { type: 'button', class: 'quiet', click: () => this.#open(fact.id), 'aria-label': `Open the fact in block ${number(fact.block)}` }, number(fact.block));
      const what = fact.error ? lastPart(fact.error) : plain(fact.state ?? fact.outcome);
      return [button, time(fact.time), plain(fact.kind), what, weights?.uids.length ?? '', best.map(([uid, value]) => `${uid}: ${share(value / weights.sum)}`).join(', ')];
    });
    refill($('map-table'), table('The newest weight actions in view', [['Block', false], ['Time', false], ['Kind', false], ['Outcome', false], ['Uids', true], ['Largest shares by uid', false]], rows));
  }

  #columnAt(x) {
    const at = this.#time(x);
    return this.#columns.findLastIndex((column) => column.from <= at);
  }

  #point(x, y) {
    if (x < LEFT || x > LEFT + this.#width || y > this.#top + this.#height) return this.#leave();
    const row = Math.min(this.#uids.length - 1, Math.max(0, Math.floor(((y - this.#top) / this.#height) * this.#uids.length)));
    this.#cursor = { x, y, column: y < this.#top ? -1 : this.#columnAt(x), row, lane: y < this.#top ? Math.floor(y / LANE) : -1 };
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
    const lane = this.#lanes[Math.min(at.lane, this.#lanes.length - 1)];
    return nearest(lane, this.#facts, this.#time(at.x), (8 / this.#width) * (this.#view.to - this.#view.from));
  }

  #lines() {
    const at = this.#cursor;
    if (at.lane >= 0) {
      const fact = this.#laneFact(at);
      return fact ? [fact.error ? lastPart(fact.error) : `${plain(fact.kind)}: ${plain(fact.state ?? fact.outcome)}`, `block ${number(fact.block)}, ${time(fact.time)}`] : undefined;
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
    const { x, y } = this.#cursor;
    tipAt(this.#tip, this.#lines(), x, y, this.#box.clientWidth, this.#canvas.clientHeight);
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
    if (from === this.#view.from && from + length === this.#view.to) return;
    this.#view = { from, to: from + length };
    this.#range = length >= this.length ? Infinity : length;
    this.repaint();
  }

  #pan(pixels) {
    const length = this.#view.to - this.#view.from;
    this.#moveTo(this.#view.from + (pixels / this.#width) * length, length);
  }

  /** The cursor by keys: from set to set, from uid to uid; said aloud. */
  #step(across, down) {
    if (!this.#columns.length || !this.#uids.length) return;
    const before = this.#cursor?.lane === -1 ? this.#cursor : { column: this.#columns.length, row: 0 };
    const column = Math.min(this.#columns.length - 1, Math.max(0, before.column + (across || (before.column === this.#columns.length ? -1 : 0))));
    const row = Math.min(this.#uids.length - 1, Math.max(0, before.row + down));
    const { from, to } = this.#columns[column];
    const x = Math.min(LEFT + this.#width, Math.max(LEFT, (this.#x(from) + this.#x(to)) / 2));
    this.#cursor = { column, row, lane: -1, x, y: this.#top + ((row + 0.5) / this.#uids.length) * this.#height };
    this.#showTip();
    $('map-said').textContent = (this.#lines() ?? []).join(', ');
    this.#paint();
  }
}

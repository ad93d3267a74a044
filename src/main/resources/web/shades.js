// Colours of the theme, and the shades in which the heat map draws shares.

export const SHADES = 256;

const palettes = new Map();

/** A colour of the theme. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** 256 shades from nothing over the accent to the deepest, as little-endian RGBA; a strength below 1 fades them. */
export function palette(strength = 1) {
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

const FINE = 4096;
const steps = Uint8Array.from({ length: FINE + 1 }, (_, i) => Math.max(1, Math.round((i / FINE) ** 0.7 * (SHADES - 1))));

/** The shade of a share, as a part of the largest one: small ones stay visible. */
export const shadeOf = (part) => steps[Math.round(part * FINE)];

const painted = new WeakMap();

/** The whole palette from left to right; once for each theme. */
export function paintScale(canvas) {
  const shades = palette();
  if (painted.get(canvas) === shades) return;
  painted.set(canvas, shades);
  const pen = canvas.getContext('2d');
  shades.forEach((shade, i) => {
    pen.fillStyle = `rgb(${shade & 255} ${(shade >> 8) & 255} ${(shade >> 16) & 255})`;
    pen.fillRect((i / SHADES) * canvas.width, 0, Math.ceil(canvas.width / SHADES), canvas.height);
  });
}

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

/** The shade of a share, as far as it is from the largest: small ones stay visible. */
export const shadeOf = (part) => Math.max(1, Math.round(part ** 0.7 * (SHADES - 1)));

/** The whole palette from left to right. */
export function paintScale(canvas) {
  const pen = canvas.getContext('2d');
  palette().forEach((shade, i) => {
    pen.fillStyle = `rgb(${shade & 255} ${(shade >> 8) & 255} ${(shade >> 16) & 255})`;
    pen.fillRect((i / SHADES) * canvas.width, 0, Math.ceil(canvas.width / SHADES), canvas.height);
  });
}

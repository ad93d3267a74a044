// A page in chromium, with everything that the browser complains about.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { check, comes } from './report.js';

const OPTIONS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.argv[2];

/** The browser of this machine. */
export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: OPTIONS });

/** Opens the page as a stranger would, in a context of its own. */
export async function open(browser, url, { width, height, colorScheme = 'light' }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.complaints = [];
  page.foreign = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith(url) || page.foreign.push(request.url()));
  await page.goto(url);
  await isThere(page);
  return page;
}

/** The page has read the store. */
export const isThere = (page) =>
  comes('the page reads the store', () => page.evaluate(() => document.documentElement.dataset.ready === 'yes'));

/** The text of an element. */
export const text = (page, selector) => page.locator(selector).innerText();

/** Whether a text comes to hold that part. */
export const says = (what, page, selector, part) =>
  comes(what, async () => {
    const found = await text(page, selector);
    return (part instanceof RegExp ? part.test(found) : found.includes(part)) || found;
  });

/** Whether the heat map says that it shows weights, and its cells have many shades. */
export const isPainted = (what, page) =>
  comes(what, () =>
    page.evaluate(() => {
      if (!performance.getEntriesByName('weights-painted').length) return 'no weights yet';
      const canvas = document.getElementById('map-canvas');
      const around = 70 * devicePixelRatio;
      // Read from a copy: chromium complains of a page whose own canvas is read more than once.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(around, around, canvas.width - around, canvas.height - 2 * around);
      return new Set(new Uint32Array(data.buffer)).size > 20 || 'few colours';
    }));

/** Names, roles, contrast and order, by the rules of WCAG 2.1 AA. */
export async function checkAccess(page, name) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' , ')}`);
  check(`${name}: labels, contrast and order`, found.length === 0, found.join('\n  '));
}

/** Leaves a picture, where pictures are wanted. */
export async function shoot(page, name, whole = true) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: whole });
}

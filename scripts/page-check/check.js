// Opens the page in chromium as a stranger would, and prints how many checks passed and failed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { run, startDevnet, startFollowing, stopAll } from './processes.js';

const HISTORY = 260;
const BROWSER = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SIZES = [['wide', 1440, 900], ['narrow', 390, 844]];
/** Nobody on the devnet: the year is theirs alone. */
const STRANGER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const shots = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'weighbridge-page-'));

let passed = 0;
let failed = 0;

function check(what, holds, found) {
  if (holds) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED: ${what}${found === undefined ? '' : `, found ${found}`}`);
  }
}

/** A port that nobody uses now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const number = (value) => new Intl.NumberFormat('en').format(value);
const text = (page, selector) => page.locator(selector).innerText();

/** Whether something comes to hold; false after a while. */
const comes = (page, condition, argument) =>
  page.waitForFunction(condition, argument, { timeout: 15_000 }).then(() => true, () => false);

/** Opens the page; everything that a browser complains about is kept in `page.complaints`. */
async function open(context, url, width, height) {
  const page = await context.newPage();
  page.complaints = [];
  page.foreign = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith(url) || page.foreign.push(request.url()));
  await page.setViewportSize({ width, height });
  await page.goto(url);
  check('the page reads the store', await comes(page, () => document.documentElement.dataset.ready === 'yes'));
  return page;
}

/** Whether the heat map has cells of more than one colour. */
const painted = () => {
  const canvas = document.getElementById('map-canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 20;
};

/** What is on the page against what the API says of the store. */
async function checkContent(page, url, name) {
  const ask = (path) => fetch(url + path).then((response) => response.json());
  const sets = await ask('api/v1/history?outcome=success&limit=1');
  check(`${name}: the last set`, (await text(page, '#figures')).includes(number(sets.items[0].block_number)), await text(page, '#figures'));
  check(`${name}: its hash`, await comes(page, (hash) => document.querySelector('[data-hash]')?.dataset.hash === hash, sets.items[0].extrinsic_hash));
  check(`${name}: coverage`, (await text(page, '#coverage-note')).includes('no gaps'), await text(page, '#coverage-note'));
  check(`${name}: the heat map is painted`, await comes(page, painted));
  const failures = await ask('api/v1/history?outcome=failed&limit=1');
  check(`${name}: failures with advice`, failures.total === 0 || (await page.locator('#reasons li').count()) > 0);
  check(`${name}: rows`, await comes(page, () => /row/.test(document.getElementById('rows-note').textContent)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name}: nothing sticks out`, wide <= 0, wide);
  check(`${name}: no request to anywhere else`, page.foreign.length === 0, page.foreign.join(' '));
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** By keyboard to a set, into its fact, and out again. */
async function checkKeyboard(page) {
  await page.focus('#map');
  await page.keyboard.press('ArrowLeft');
  check('a set is said aloud', /^uid \d+: /.test(await page.locator('#map-said').textContent()), await page.locator('#map-said').textContent());
  await page.keyboard.press('Enter');
  check('Enter opens the fact', await comes(page, () => document.getElementById('fact').open && /block_hash/.test(document.getElementById('fact-body').textContent)));
  if (shots) await page.screenshot({ path: join(shots, 'fact.png') });
  await page.keyboard.press('Escape');
  check('Escape closes it', await comes(page, () => !document.getElementById('fact').open));
  await page.keyboard.press('+');
  check('plus zooms', await comes(page, () => document.querySelector('#ranges [aria-pressed=true]') === null));
  await page.keyboard.press('0');
  check('0 shows all', await comes(page, () => document.querySelector('#ranges [aria-pressed=true]')?.textContent === 'all'));
}

/** The other theme, and that it stays chosen. */
async function checkTheme(page) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.click('#theme');
  const after = await background();
  check('the other theme', before !== after, after);
  await page.reload();
  check('the theme is remembered', (await background()) === after, await background());
  check('the page is there again', await comes(page, () => document.documentElement.dataset.ready === 'yes'));
}

/** New blocks and sets arrive by themselves, before and after the server was away. */
async function checkLife(page, devnet, store, follower, port) {
  const head = () => page.evaluate(() => [...document.querySelectorAll('#figures dt')].find((title) => title.textContent === 'Finalized head').nextSibling.textContent);
  const moved = (before) => comes(page, (old) => [...document.querySelectorAll('#figures dt')].find((title) => title.textContent === 'Finalized head').nextSibling.textContent !== old, before);
  check('the head moves', await moved(await head()));
  const facts = await page.evaluate(() => document.getElementById('series').selectedOptions[0].textContent);
  check('new facts arrive', await comes(page, (old) => document.getElementById('series').selectedOptions[0].textContent !== old, facts));
  check('no complaint so far', page.complaints.length === 0, page.complaints.join(' | '));
  await follower.stop();
  check('the loss is shown', await comes(page, () => document.getElementById('live').dataset.state === 'off'));
  const again = await startFollowing(devnet, store, port);
  check('it comes back by itself', await comes(page, () => document.getElementById('live').dataset.state === 'on'));
  check('the head moves again', await moved(await head()));
  // The browser itself tells of requests to a server that is not there.
  const others = page.complaints.filter((complaint) => !/Failed to load resource|ERR_/.test(complaint));
  check('no error of ours meanwhile', others.length === 0, others.join(' | '));
  return again;
}

/** A year of sets: how soon there is something to see, and how it moves. */
async function checkYear(context, url) {
  const page = await open(context, url, 1440, 900);
  check('a year: the heat map is painted', await comes(page, painted));
  const first = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  check('a year: first paint under a second', first < 1000, first);
  check('a year: every set is there', /26,000/.test(await text(page, '#series')), await text(page, '#series'));
  const times = await page.evaluate(async () => {
    const map = document.getElementById('map');
    const gaps = [];
    let last = await new Promise(requestAnimationFrame);
    for (let i = 0; i < 40; i++) {
      map.dispatchEvent(new KeyboardEvent('keydown', { key: i % 8 < 4 ? '+' : '-' }));
      const now = await new Promise(requestAnimationFrame);
      gaps.push(now - last);
      last = now;
    }
    return gaps.sort((a, b) => a - b);
  });
  console.log(`a year of 26,000 sets: first paint ${Math.round(first)} ms, a frame while zooming ${Math.round(times[20])} ms at the median`);
  check('a year: zooming does not stutter', times[20] < 100, times[20]);
  check('a year: no complaint', page.complaints.length === 0, page.complaints.join(' | '));
  if (shots) await page.screenshot({ path: join(shots, 'year.png'), fullPage: true });
  await page.close();
}

let context;
try {
  const devnet = await startDevnet('--history', '--blocks', HISTORY, '--block-time', '250ms', '--tempo', 12, '--wall-clock', '--upgrade-at', 0);
  const store = join(folder, 'store.db');
  const year = join(folder, 'year.db');
  await run('backfill', '--endpoint', devnet.url, '--hotkey', STRANGER, '--netuid', devnet.netuid, '--store', year, '--from', 1, '--to', 5);
  execFileSync('python3', [fileURLToPath(new URL('year.py', import.meta.url)), year, STRANGER, String(devnet.netuid)]);
  const [port, yearPort] = [await freePort(), await freePort()];
  let follower = await startFollowing(devnet, store, port);
  context = await chromium.launchPersistentContext(join(folder, 'browser'), { executablePath: '/usr/bin/chromium', headless: true, args: BROWSER });
  for (const [name, width, height] of SIZES) {
    const page = await open(context, follower.url, width, height);
    await checkContent(page, follower.url, name);
    if (name === 'wide') {
      await checkKeyboard(page);
      await checkTheme(page);
      follower = await checkLife(page, devnet, store, follower, port);
    } else {
      check(`${name}: no complaint`, page.complaints.length === 0, page.complaints.join(' | '));
    }
    await page.close();
  }
  await follower.stop();
  const yearly = await startFollowing({ ...devnet, hotkey: STRANGER }, year, yearPort);
  await checkYear(context, yearly.url);
} catch (error) {
  check(`no fault: ${error.stack}`, false);
} finally {
  await context?.close();
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// Opens the page in chromium as a stranger would, and prints how many checks passed and failed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAccess, isPainted, isThere, launch, open, says, shoot, text } from './browser.js';
import { run, startDevnet, startFollowing, stopAll } from './processes.js';
import { check, comes, sum } from './report.js';

const HISTORY = 260;
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** Nobody on the devnet: the year is theirs alone. */
const STRANGER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const FRAMES = 40;
/** Weights that were read stay; a leak would be far more. */
const MOST_LEFT = 20e6;
const folder = mkdtempSync(join(tmpdir(), 'weighbridge-page-'));

/** A port that nobody uses now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const number = (value) => new Intl.NumberFormat('en').format(value);

/** What is on the page against what the API says of the store. */
async function checkContent(page, url, name) {
  const ask = (path) => fetch(url + path).then((response) => response.json());
  await comes(`${name}: the last set and its hash`, async () => {
    const [last] = (await ask('api/v1/history?outcome=success&kind=set,reveal,auto_reveal&limit=1')).items;
    if (!last) return 'no weights in the store yet';
    const shown = await text(page, '#figures');
    const hash = await page.evaluate(() => document.querySelector('[data-hash]')?.dataset.hash);
    const wanted = last.extrinsic_hash ?? last.block_hash;
    return (shown.includes(number(last.block_number)) && hash === wanted) || `${shown} ${hash} for ${wanted}`;
  });
  await comes(`${name}: the verdict, in the title too`, async () => {
    const [said, title] = await page.evaluate(() => [document.getElementById('verdict').textContent, document.title]);
    return (said[0] === title[0] && / blocks? ago · Weighbridge$/.test(title)) || `${said} / ${title}`;
  });
  await says(`${name}: coverage`, page, '#coverage-note', 'no gaps');
  await isPainted(`${name}: the heat map is painted`, page);
  const failures = await ask('api/v1/history?outcome=failed&limit=1');
  await comes(`${name}: failures with advice`, async () => failures.total === 0 || (await page.locator('#reasons li').count()) > 0);
  await says(`${name}: rows`, page, '#rows-note', /row/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name}: nothing sticks out`, wide <= 0, wide);
  await checkAccess(page, name);
  await shoot(page, name);
}

/** Every place that Tab reaches shows where it is and says what it is; the last is at the end of the page. */
async function checkWalk(page) {
  const reached = [];
  await page.evaluate(() => document.activeElement.blur());
  for (let steps = 0; steps < 120 && reached.at(-1) !== 'ready'; steps++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const { activeElement: at } = document;
      const named = at.getAttribute('aria-label') || at.textContent.trim() || at.labels?.[0]?.textContent;
      return { name: named, seen: getComputedStyle(at).outlineStyle !== 'none' };
    });
    if (!place.name || !place.seen) check('Tab shows where it is', false, JSON.stringify(place));
    reached.push(place.name);
  }
  const wanted = ['Skip to the weights', 'Weights, time across and uid down', 'Counts as a table', 'metrics', 'ready'];
  const missed = wanted.filter((name) => !reached.includes(name));
  check('Tab reaches everything', missed.length === 0, `${missed} missing of ${reached}`);
}

/** By keyboard to a set, into its fact, and out again. */
async function checkKeys(page) {
  const zoomed = () => page.evaluate(() => document.querySelector('#ranges [aria-pressed=true]')?.textContent ?? 'none');
  // Keys move from set to set: there have to be some.
  await isPainted('there is a map to walk on', page);
  await page.focus('#map');
  await page.keyboard.press('ArrowLeft');
  await comes('a set is said aloud', async () => {
    const said = await page.locator('#map-said').textContent();
    return /^uid \d+: /.test(said) || said;
  });
  await page.keyboard.press('Enter');
  await says('Enter opens the fact', page, '#fact-body', /block_hash/);
  await checkAccess(page, 'the fact');
  await shoot(page, 'fact', false);
  const address = () => page.evaluate(() => location.hash);
  const first = await address();
  check('the address names the fact', /^#fact\/\d+$/.test(first), first);
  await page.click('#fact-before');
  await comes('the fact before it', async () => (await address()) !== first);
  await page.keyboard.press('Escape');
  await comes('and no fact any more', async () => (await address()) === '' || address());
  await comes('Escape closes it', () => page.evaluate(() => !document.getElementById('fact').open));
  await page.click('#figures .link');
  await says('the last set opens', page, '#fact-body', /block_hash/);
  await page.keyboard.press('Escape');
  await page.click('#figures .copy');
  await comes('the hash is copied whole', () => page.evaluate(async () => (await navigator.clipboard.readText()).length === 66));
  await page.focus('#map');
  await page.keyboard.press('+');
  await comes('plus zooms', async () => (await zoomed()) === 'none');
  await page.keyboard.press('0');
  await comes('0 shows all', async () => (await zoomed()) === 'all');
}

/** The other theme, and that it stays chosen. */
async function checkTheme(page) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.click('#theme');
  const after = await background();
  check('the other theme', before !== after, after);
  await page.reload();
  await isThere(page);
  check('the theme is remembered', (await background()) === after, await background());
}

/** New blocks and sets arrive by themselves, before and after the server was away. */
async function checkLife(page, restart, follower) {
  const head = () => page.evaluate(() => [...document.querySelectorAll('#figures dt')].find((title) => title.textContent === 'Finalized head')?.nextSibling.textContent);
  const facts = () => page.evaluate(() => document.getElementById('series').selectedOptions[0]?.textContent);
  const live = (state) => comes(`the connection is ${state}`, () => page.evaluate((wanted) => document.getElementById('live').dataset.state === wanted, state));
  const moves = async (what, of) => {
    let before;
    await comes(what, async () => {
      const now = await of();
      before ??= now;
      return now !== before || now;
    });
  };
  await moves('the head moves', head);
  await moves('new facts arrive', facts);
  check('no complaint so far', page.complaints.length === 0, page.complaints.join(' | '));
  await follower.stop();
  await live('off');
  await comes('the verdict tells of the lost server', async () => {
    const found = await page.evaluate(() => `${document.getElementById('verdict').dataset.level} ${document.title[0]} ${document.getElementById('icon').getAttribute('href')}`);
    return found === 'bad ✕ /favicon-bad.svg' || found;
  });
  await says('and since when', page, '#concerns', 'The server of this page does not answer.');
  const again = await restart();
  await live('on');
  await moves('the head moves again', head);
  await moves('new facts arrive again', facts);
  // The browser itself tells of requests to a server that is not there.
  const others = page.complaints.filter((complaint) => !/Failed to load resource|ERR_/.test(complaint));
  check('no error of ours meanwhile', others.length === 0, others.join(' | '));
  return again;
}

/** Bytes in use in the page once nothing is left to collect. */
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** A year of sets: that all is there; how soon, and how it moves, is printed. */
async function checkYear(browser, url) {
  const page = await open(browser, url, WIDE);
  await isPainted('a year: the heat map is painted', page);
  await says('a year: every set is there', page, '#series', '26,000');
  const note = await text(page, '#weights-note');
  check('a year: sets that stand for many are not faded', !note.includes('Faded'), note);
  const [first, painted] = await page.evaluate(() => ['first-contentful-paint', 'weights-painted'].map((name) => performance.getEntriesByName(name)[0]?.startTime ?? NaN));
  const before = await heap(page);
  const gaps = await page.evaluate(async (frames) => {
    const map = document.getElementById('map');
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let i = 0; i < frames; i++) {
      map.dispatchEvent(new KeyboardEvent('keydown', { key: i % 8 < 4 ? '+' : '-' }));
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  }, FRAMES);
  const grown = (await heap(page)) - before;
  check('a year: zooming leaves nothing behind', grown < MOST_LEFT, `${grown} bytes`);
  const part = (of) => Math.round(gaps[Math.floor(FRAMES * of)]);
  console.log(`a year of 26,000 sets: first paint ${Math.round(first)} ms, weights ${Math.round(painted)} ms; a frame while zooming ${part(0.5)} ms, 95 of 100 within ${part(0.95)} ms`);
  const rows = page.locator('#overview-rows tr');
  await comes('two hotkeys: both in one table', async () => (await rows.count()) === 2 || rows.count());
  await page.locator('#overview-rows tr:not([aria-current]) button').click();
  await comes('two hotkeys: the other one shown', () => page.evaluate((key) => !document.getElementById('series').value.endsWith(key), STRANGER));
  check('a year: no complaint', page.complaints.length === 0, page.complaints.join(' | '));
  await shoot(page, 'year');
  await page.context().close();
}

/** A store where nothing was found yet: neither praise nor empty pictures. */
async function checkNothing(browser, url) {
  const page = await open(browser, url, NARROW);
  await says('nothing yet: no praise', page, '#verdict', 'Nothing to judge yet');
  await says('nothing yet: what to do', page, '#concerns', 'backfill --since');
  check('nothing yet: no map', await page.locator('#map').isHidden());
  await checkAccess(page, 'nothing yet');
  await shoot(page, 'nothing');
  await page.context().close();
}

/** The validator's file is locked: the page says that its rows wait, and why. */
async function checkWaitingRows(browser, url) {
  const page = await open(browser, url, NARROW);
  await page.route('**/api/v1/status', async (route) => {
    const answer = await route.fetch();
    const json = { ...(await answer.json()), rows_waiting_since: '2026-01-01T00:00:00Z', rows_waiting_reason: 'validator.db is locked' };
    await route.fulfill({ response: answer, json });
  });
  await page.reload();
  await says('rows that wait: since when, and why', page, '#concerns', 'Rows wait since 2026-01-01 00:00:00 UTC. validator.db is locked.');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
}

async function checkPages(browser, follower, restart) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [size, viewport] of [['wide', WIDE], ['narrow', NARROW]]) {
      const name = `${size}-${colorScheme}`;
      const page = await open(browser, follower.url, { ...viewport, colorScheme });
      await checkContent(page, follower.url, name);
      check(`${name}: no request to anywhere else`, page.foreign.length === 0, page.foreign.join(' '));
      check(`${name}: no complaint`, page.complaints.length === 0, page.complaints.join(' | '));
      await page.context().close();
    }
  }
  const page = await open(browser, follower.url, WIDE);
  const moving = await page.evaluate(() => document.getAnimations().length + Number(getComputedStyle(document.querySelector('.dot')).transitionDuration !== '0s'));
  check('nothing moves for whoever wants no motion', moving === 0, moving);
  await checkWalk(page);
  await checkKeys(page);
  await checkTheme(page);
  const again = await checkLife(page, restart, follower);
  await page.context().close();
  return again;
}

let browser;
try {
  const devnet = await startDevnet('--history', '--blocks', HISTORY, '--block-time', '500ms', '--tempo', 12, '--wall-clock', '--upgrade-at', 0);
  const year = join(folder, 'year.db');
  await run('backfill', '--endpoint', devnet.url, '--hotkey', STRANGER, '--netuid', devnet.netuid, '--store', year, '--from', 1, '--to', 5);
  execFileSync('python3', [fileURLToPath(new URL('year.py', import.meta.url)), year, STRANGER, String(devnet.netuid)]);
  const [port, yearPort, emptyPort] = [await freePort(), await freePort(), await freePort()];
  const restart = () => startFollowing(devnet, join(folder, 'store.db'), port);
  browser = await launch();
  const follower = await checkPages(browser, await restart(), restart);
  await follower.stop();
  const yearly = await startFollowing({ ...devnet, hotkey: `${STRANGER},${devnet.hotkey}` }, year, yearPort);
  await checkYear(browser, yearly.url);
  await yearly.stop();
  const empty = await startFollowing({ ...devnet, hotkey: STRANGER }, join(folder, 'empty.db'), emptyPort);
  await checkNothing(browser, empty.url);
  await checkWaitingRows(browser, empty.url);
} catch (error) {
  check(`no fault: ${error.stack}`, false);
} finally {
  await browser?.close();
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(sum() ? 0 : 1);

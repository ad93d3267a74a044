// Runs commands of Weighbridge as processes of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const JAR = fileURLToPath(new URL('../../target/weighbridge.jar', import.meta.url));
const JAVA = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
/** How long a start may take on a machine that has much else to do. */
const STARTING = 180_000;
const running = new Set();

/** Starts a command; `stop()` ends it and resolves with its exit code. */
export function start(...options) {
  const child = spawn(JAVA, ['-XX:+UseSerialGC', '-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', JAR, ...options.map(String)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code;
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { child, ended, stop };
}

/** Runs a command to its end. */
export async function run(...options) {
  const { ended } = start(...options);
  const code = await ended;
  if (code !== 0) throw new Error(`${options[0]} ended with ${code}`);
}

/** A simulated chain on a free port, with what it says about itself. */
export async function startDevnet(...options) {
  const { child, ended, stop } = start('devnet', '--port', 0, ...options);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    ended.then((code) => Promise.reject(new Error(`the devnet ended with ${code} before it was ready`))),
  ]);
  return { ...JSON.parse(line), stop };
}

/** Follows the chain and serves the page at that address, once it answers. */
export async function startFollowing(devnet, store, port) {
  const follower = start(
    'follow', '--endpoint', devnet.url, '--hotkey', devnet.hotkey, '--netuid', devnet.netuid,
    '--store', store, '--http', `127.0.0.1:${port}`, '--from', 1,
  );
  const url = `http://127.0.0.1:${port}/`;
  const answers = () => fetch(`${url}health/live`).then((response) => response.ok, () => false);
  const until = Date.now() + STARTING;
  while (!(await answers())) {
    if (follower.child.exitCode !== null) throw new Error(`follow ended with ${follower.child.exitCode} before it served ${url}`);
    if (Date.now() > until) throw new Error(`nothing answers at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ...follower, url };
}

/** Ends whatever still runs. */
export async function stopAll() {
  await Promise.all([...running].map((child) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    return ended;
  }));
}

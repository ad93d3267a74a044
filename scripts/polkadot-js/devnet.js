// Runs `weighbridge devnet` as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const JAR = fileURLToPath(new URL('../../target/weighbridge.jar', import.meta.url));
const JAVA = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';

/** Starts a devnet on a free port and resolves with what it says about itself, and `stop()`. */
export async function startDevnet(options) {
  const child = spawn(JAVA, ['-jar', JAR, 'devnet', '--port', '0', ...options.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    exited.then((code) => Promise.reject(new Error(`the devnet ended with ${code} before it was ready`))),
  ]);
  const stop = async () => {
    child.kill('SIGTERM');
    return exited;
  };
  return { ...JSON.parse(line), stop };
}

// Counts what holds and what does not.

/** How long a state may take to come on a machine that has much else to do. */
const PATIENCE = 60_000;
const PAUSE = 100;

let passed = 0;
let failed = 0;

/** Whether something holds now that cannot change any more. */
export function check(what, holds, found) {
  if (holds) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED: ${what}${found === undefined ? '' : `, found ${found}`}`);
  }
}

/**
 * Whether something comes to hold. The page lives: what is compared moves on both sides, so the question is asked anew until
 * it answers true; anything else that it answers is what was found instead.
 */
export async function comes(what, question) {
  const until = Date.now() + PATIENCE;
  let found;
  do {
    found = await question();
    if (found === true) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  } while (Date.now() < until);
  check(what, found === true, found);
  return found === true;
}

/** Prints the sum; tells whether everything held. */
export function sum() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

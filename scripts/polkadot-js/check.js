// Starts a devnet, reads it with @polkadot/api as any stranger would, and prints how many checks passed and failed.
// No types are registered by hand: whatever the client needs to know, the devnet's metadata has to tell.
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { startDevnet } from './devnet.js';

const HISTORY = 400;
const UPGRADE = 300;

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

const hex = (codec) => codec.toHex();

/** What the node says about itself and its chain. */
async function checkIdentity(api, devnet) {
  check('genesis hash', hex(api.genesisHash) === devnet.genesis, hex(api.genesisHash));
  check('chain name', api.runtimeChain.toString() === 'Weighbridge devnet', api.runtimeChain);
  check('token', api.registry.chainTokens[0] === 'TAO' && api.registry.chainDecimals[0] === 9);
  check('ss58 prefix', api.consts.system.ss58Prefix.toNumber() === 42 && api.registry.chainSS58 === 42);
  check('BlockHashCount', api.consts.system.blockHashCount.toNumber() === 2400);
  check('spec name', api.runtimeVersion.specName.toString() === 'node-subtensor', api.runtimeVersion.specName);
}

/** What is not there is null, and never an error. */
async function checkAbsence(provider) {
  check('hash of a block to come', (await provider.send('chain_getBlockHash', [4_000_000])) === null);
  check('an unknown block', (await provider.send('chain_getBlock', [`0x${'ab'.repeat(32)}`])) === null);
  const refusal = await provider.send('state_getStorage', ['0x00', `0x${'ab'.repeat(32)}`]).catch((error) => error);
  check('state of an unknown block', refusal.code === 4003, refusal.code);
  const unknown = await provider.send('no_such_method', []).catch((error) => error);
  check('an unknown method', unknown.code === -32601, unknown.code);
}

/** Header, extrinsics and events of one block: hashes fit, and everything encodes to the bytes that it came from. */
async function checkBlock(api, provider, number, seen) {
  const hash = await api.rpc.chain.getBlockHash(number);
  const raw = (await provider.send('chain_getBlock', [hash.toHex()])).block;
  const at = await api.at(hash);
  const header = at.registry.createType('Header', raw.header);
  check(`block ${number}: hash of the header`, header.hash.eq(hash), header.hash);
  check(`block ${number}: link to its parent`, number === 1 || header.parentHash.eq(seen.hash), header.parentHash);
  const extrinsics = raw.extrinsics.map((bytes) => at.registry.createType('Extrinsic', bytes));
  extrinsics.forEach((extrinsic, i) => {
    check(`block ${number}: bytes of extrinsic ${i}`, hex(extrinsic) === raw.extrinsics[i], hex(extrinsic));
  });
  check(`block ${number}: timestamp first`, extrinsics[0].method.method === 'set' && !extrinsics[0].isSigned);
  const key = at.query.system.events.key();
  const bytes = await provider.send('state_getStorage', [key, hash.toHex()]);
  const events = await at.query.system.events();
  check(`block ${number}: bytes of the events`, hex(events) === bytes);
  const ends = events.filter(({ event }) => /^Extrinsic(Success|Failed)$/.test(event.method));
  check(`block ${number}: an end for each extrinsic`, ends.length === extrinsics.length, ends.length);
  collect(at, number, events, extrinsics, seen);
  seen.hash = hash;
}

function collect(at, number, events, extrinsics, seen) {
  seen.extrinsics += extrinsics.length;
  seen.events += events.length;
  for (const { event } of events) {
    if (event.section === 'subtensorModule' && event.method === 'WeightsSet') {
      seen.lastSet.set(event.data.map(String).join('/'), number);
    }
    if (event.method === 'ExtrinsicFailed' && event.data[0].isModule) {
      seen.errors.add(at.registry.findMetaError(event.data[0].asModule).name);
    }
  }
  for (const { method } of extrinsics) {
    seen.calls.add(`${method.section}.${method.method}`);
  }
}

/** All blocks from genesis over the runtime upgrade. */
async function checkHistory(api, provider) {
  const seen = { calls: new Set(), errors: new Set(), lastSet: new Map(), extrinsics: 0, events: 0 };
  for (let number = 1; number <= HISTORY; number++) {
    await checkBlock(api, provider, number, seen);
  }
  for (const call of ['setWeights', 'setMechanismWeights', 'batchSetWeights', 'burnedRegister']) {
    check(`somebody sent ${call}`, seen.calls.has(`subtensorModule.${call}`));
  }
  for (const call of ['utility.batch', 'utility.batchAll', 'utility.forceBatch', 'proxy.proxy', 'sudo.sudo']) {
    check(`somebody sent ${call}`, seen.calls.has(call));
  }
  check('errors have names', seen.errors.has('SettingWeightsTooFast'), [...seen.errors].join(' '));
  console.log(`read ${HISTORY} blocks: ${seen.extrinsics} extrinsics, ${seen.events} events`);
  return seen;
}

/** The runtime changes behind the block that updates the code, not in it. */
async function checkUpgrade(api) {
  for (const [number, spec, executed] of [
    [UPGRADE - 1, 393, 393],
    [UPGRADE, 424, 393],
    [UPGRADE + 1, 424, 424],
  ]) {
    const hash = await api.rpc.chain.getBlockHash(number);
    const version = await api.rpc.state.getRuntimeVersion(hash);
    check(`runtime in the state of ${number}`, version.specVersion.toNumber() === spec, version.specVersion);
    const last = (await (await api.at(hash)).query.system.lastRuntimeUpgrade()).unwrap().specVersion.toNumber();
    check(`runtime that executed ${number}`, last === executed, last);
  }
}

/** Storage at the last block of the history, against the events before it. */
async function checkStorage(api, devnet, seen) {
  const at = await api.at(await api.rpc.chain.getBlockHash(HISTORY));
  const { keys, lastUpdate, subnetworkN, uids, validatorPermit, weights } = at.query.subtensorModule;
  const uid = (await uids(devnet.netuid, devnet.hotkey)).unwrap().toNumber();
  check('keys is the inverse of uids', (await keys(devnet.netuid, uid)).toString() === devnet.hotkey);
  check('the main validator has a permit', (await validatorPermit(devnet.netuid))[uid].isTrue);
  const last = seen.lastSet.get(`${devnet.netuid}/${uid}`);
  check('lastUpdate is the last WeightsSet', (await lastUpdate(devnet.netuid))[uid].toNumber() === last);
  check('weights are there', (await weights(devnet.netuid, uid)).length >= 4);
  const entries = await keys.entries(devnet.netuid);
  check('keys in pages', entries.length === (await subnetworkN(devnet.netuid)).toNumber(), entries.length);
  const account = await at.query.system.account(devnet.hotkey);
  check('the main validator signed', account.nonce.toNumber() > 0, account.nonce);
}

/** Collects headers from a subscription until there are `count`. */
async function headers(subscribe, count) {
  const got = [];
  let unsubscribe;
  await new Promise((resolve, reject) => {
    subscribe((header) => {
      got.push(header);
      if (got.length === count) resolve();
    }).then((end) => (unsubscribe = end), reject);
  });
  unsubscribe();
  return got.slice(0, count);
}

async function checkHeads(api) {
  const best = await headers((listener) => api.rpc.chain.subscribeNewHeads(listener), 6);
  const follows = (header, i) => i === 0 || header.parentHash.eq(best[i - 1].hash);
  check('new heads follow one another', best.every(follows));
  const finalized = (await headers((listener) => api.rpc.chain.subscribeFinalizedHeads(listener), 4)).map((header) =>
    header.number.toNumber(),
  );
  check('finalized heads ascend', finalized.every((number, i) => i === 0 || number > finalized[i - 1]), finalized);
}

/** A signed extrinsic of Alice, from the pool into a finalized block; and one more that comes too soon. */
async function checkSubmission(api, devnet) {
  const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  const versionKey = await api.query.subtensorModule.weightsVersionKey(devnet.netuid);
  const submission = [devnet.netuid, [0, 1, 2, 3], [65535, 3, 2, 1], versionKey];
  const outcome = await new Promise((resolve, reject) => {
    api.tx.subtensorModule
      .setWeights(...submission)
      .signAndSend(alice, (result) => {
        if (result.isFinalized) resolve(result);
        if (result.isError) reject(new Error(result.status.type));
      })
      .catch(reject);
  });
  const set = outcome.events.find(({ event }) => api.events.subtensorModule.WeightsSet.is(event));
  check('the submitted extrinsic set weights', set !== undefined, outcome.dispatchError);
  const stored = await api.query.subtensorModule.weights(devnet.netuid, 0);
  check('its weights are stored', JSON.stringify(stored) === '[[0,65535],[1,3],[2,2],[3,1]]', stored);
  const again = await api.tx.subtensorModule
    .setWeights(...submission)
    .signAndSend(alice)
    .catch((error) => error);
  check('the next one comes too soon', /1010.*Custom error: 6/.test(String(again)), again);
}

/** SIGTERM ends it, and clients are told. */
async function checkEnd(devnet, provider) {
  const closed = new Promise((resolve) => provider.on('disconnected', resolve));
  const code = await devnet.stop();
  check('exit code after SIGTERM', code === 143, code);
  await closed;
}

const devnet = await startDevnet(['--history', '--blocks', HISTORY, '--upgrade-at', UPGRADE, '--block-time', '250ms']);
const provider = new WsProvider(devnet.url, 0);
try {
  await provider.connect();
  const api = await ApiPromise.create({ provider, noInitWarn: true });
  await checkIdentity(api, devnet);
  await checkAbsence(provider);
  const seen = await checkHistory(api, provider);
  await checkUpgrade(api);
  await checkStorage(api, devnet, seen);
  await checkHeads(api);
  await checkSubmission(api, devnet);
  await checkEnd(devnet, provider);
} catch (error) {
  check(`no fault: ${error.stack}`, false);
} finally {
  await devnet.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

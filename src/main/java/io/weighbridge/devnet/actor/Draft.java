package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;

/**
 * An extrinsic before it is signed.
 *
 * @param signer who will sign
 * @param call what it asks for
 */
record Draft(AccountId signer, Call call) {}

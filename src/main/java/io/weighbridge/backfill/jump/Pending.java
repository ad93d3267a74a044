package io.weighbridge.backfill.jump;

import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;

/**
 * A timelocked commit that waits for the chain to reveal it.
 *
 * @param index the subnet and the mechanism
 * @param epoch the epoch that it is kept under
 * @param entry the queue's entry
 * @param again how many equal entries wait before it
 */
record Pending(StorageIndex index, long epoch, Value entry, long again) {}

package io.weighbridge.reconcile;

import io.weighbridge.chain.RangeSet;
import java.time.Instant;

/**
 * How far the chain is known.
 *
 * @param finalized the newest finalized block
 * @param followed the blocks whose facts are known
 * @param clockBlock a block whose time is known
 * @param clockTime that block's time
 */
public record Head(long finalized, RangeSet followed, long clockBlock, Instant clockTime) {}

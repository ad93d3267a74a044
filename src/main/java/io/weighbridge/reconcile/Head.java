package io.weighbridge.reconcile;

import io.weighbridge.chain.RangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The known part of the chain.
 *
 * @param finalized the newest finalized block
 * @param followed the blocks whose facts are known
 * @param times when some blocks were made
 */
public record Head(long finalized, RangeSet followed, BlockTimes times) {

    /** A placeholder where no part of the chain is needed. */
    static final Head NOWHERE = new Head(0, RangeSet.EMPTY, BlockTimes.of(0, Instant.EPOCH));

    /** The newest block when the row was written; empty if it cannot be determined. */
    OptionalLong blockOf(LoggedRow row, Duration blockTime) {
        return row.block().isPresent()
                ? row.block()
                : row.time()
                        .map(time -> OptionalLong.of(times.blockAt(time, blockTime)))
                        .orElse(OptionalLong.empty());
    }
}

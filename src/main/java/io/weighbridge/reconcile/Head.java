package io.weighbridge.reconcile;

import io.weighbridge.chain.RangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far the chain is known.
 *
 * @param finalized the newest finalized block
 * @param followed the blocks whose facts are known
 * @param times when some blocks were made
 */
public record Head(long finalized, RangeSet followed, BlockTimes times) {

    /** Nothing is known, and nothing is asked of it. */
    static final Head NOWHERE = new Head(0, RangeSet.EMPTY, BlockTimes.of(0, Instant.EPOCH));

    /** The block that was the newest when the row was written; none where that cannot be told. */
    OptionalLong blockOf(LoggedRow row, Duration blockTime) {
        return row.block().isPresent()
                ? row.block()
                : row.time()
                        .map(time -> OptionalLong.of(times.blockAt(time, blockTime)))
                        .orElse(OptionalLong.empty());
    }
}

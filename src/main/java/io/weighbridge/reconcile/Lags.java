package io.weighbridge.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** Distances between rows and facts, in microseconds. The logged block outranks the logged time. */
final class Lags {

    private final Head head;
    private final long blockTime;

    Lags(Head head, Duration blockTime) {
        this.head = head;
        this.blockTime = micros(blockTime);
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    long blockTime() {
        return blockTime;
    }

    /** How much later the row is than the fact; none where the row cannot be placed. */
    OptionalLong of(LoggedRow row, ChainFact fact) {
        OptionalLong block = row.block();
        if (block.isPresent()) {
            return OptionalLong.of(Math.multiplyExact(
                    Math.max(
                            -1L << 31,
                            Math.min(1L << 31, block.getAsLong() - fact.block().number())),
                    blockTime));
        }
        Optional<Instant> time = row.time();
        return time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(fact.time().until(time.get(), ChronoUnit.MICROS));
    }

    /** The block that was the newest when the row was written; none where that cannot be told. */
    OptionalLong blockOf(LoggedRow row) {
        if (row.block().isPresent()) {
            return row.block();
        }
        Optional<Instant> time = row.time();
        return time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(head.clockBlock()
                        + Math.floorDiv(head.clockTime().until(time.get(), ChronoUnit.MICROS), blockTime));
    }
}

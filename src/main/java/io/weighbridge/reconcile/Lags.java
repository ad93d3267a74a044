package io.weighbridge.reconcile;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Distances between rows and facts, in microseconds. The logged block outranks the logged time. */
final class Lags {

    private final long blockTime;

    Lags(Duration blockTime) {
        this.blockTime = micros(blockTime);
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    long blockTime() {
        return blockTime;
    }

    /** How much later the row is than the fact; none where the row cannot be placed. Blocks are u32, so nothing overflows. */
    OptionalLong of(LoggedRow row, ChainFact fact) {
        if (row.block().isPresent()) {
            return OptionalLong.of((row.block().getAsLong() - fact.block().number()) * blockTime);
        }
        return row.time()
                .map(time -> OptionalLong.of(fact.time().until(time, ChronoUnit.MICROS)))
                .orElse(OptionalLong.empty());
    }
}

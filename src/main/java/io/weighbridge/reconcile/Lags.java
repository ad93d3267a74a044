package io.weighbridge.reconcile;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Time differences between rows and facts, in microseconds. The logged block takes precedence over the logged time. */
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

    /**
     * How much later the row is than the fact; empty if the row has neither block nor time. Block numbers are u32, so
     * nothing overflows.
     */
    OptionalLong of(LoggedRow row, ChainFact fact) {
        if (row.block().isPresent()) {
            return OptionalLong.of((row.block().getAsLong() - fact.block().number()) * blockTime);
        }
        return row.time()
                .map(time -> OptionalLong.of(fact.time().until(time, ChronoUnit.MICROS)))
                .orElse(OptionalLong.empty());
    }
}

package io.weighbridge.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * The progress of a backfill.
 *
 * @param done blocks that this run has done
 * @param total blocks that this run has to do
 * @param facts facts that it found so far
 * @param parked blocks that it parked so far
 * @param elapsed since it began
 */
public record Progress(long done, long total, long facts, long parked, Duration elapsed) {

    /** From 0 to 1; 1 where there is nothing to do. */
    public double ratio() {
        return total == 0 ? 1 : (double) done / total;
    }

    /** The average speed so far; 0 at the very start. */
    public double blocksPerSecond() {
        return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }

    /** The remaining time at the average speed so far; empty while nothing is done. */
    public Optional<Duration> remaining() {
        if (done >= total) {
            return Optional.of(Duration.ZERO);
        }
        return done == 0
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(total - done).dividedBy(done));
    }
}

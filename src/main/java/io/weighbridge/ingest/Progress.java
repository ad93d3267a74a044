package io.weighbridge.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a piece of work with a known end is.
 *
 * @param done blocks that were looked at in this run
 * @param total blocks that this run has to look at
 * @param facts facts that it found so far
 * @param parked blocks that it had to put aside so far
 * @param elapsed since it began
 */
public record Progress(long done, long total, long facts, long parked, Duration elapsed) {

    /** From 0 to 1; 1 where there is nothing to do. */
    public double ratio() {
        return total == 0 ? 1 : (double) done / total;
    }

    /** The speed so far; 0 before the first moment has passed. */
    public double blocksPerSecond() {
        return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }

    /** How long the rest takes at the speed so far; unknown while nothing is done. */
    public Optional<Duration> remaining() {
        if (done >= total) {
            return Optional.of(Duration.ZERO);
        }
        return done == 0
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(total - done).dividedBy(done));
    }
}

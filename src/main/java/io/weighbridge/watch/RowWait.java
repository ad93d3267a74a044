package io.weighbridge.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * Rows that are due and cannot be written, while facts go on.
 *
 * @param since since when
 * @param reason why, for people; empty for {@link #NONE}
 */
public record RowWait(Instant since, String reason) {

    /** None wait. */
    public static final RowWait NONE = new RowWait(Instant.EPOCH, "");

    /** Whether any wait. */
    public boolean isPresent() {
        return !reason.isEmpty();
    }

    /** For how long, by that time; nothing where none wait. */
    public Duration length(Instant now) {
        return isPresent() && now.isAfter(since) ? Duration.between(since, now) : Duration.ZERO;
    }
}

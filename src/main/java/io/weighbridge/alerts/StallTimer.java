package io.weighbridge.alerts;

import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Measures for how long no block was stored, too few were stored, or rows waited, from a look every few seconds. Between two
 * looks no more than a little time is counted, so that neither a clock that is set nor a machine that slept counts as a stall.
 * Not thread safe.
 */
final class StallTimer {

    private final Duration patience;
    private final Duration longestStep;
    private @Nullable Instant looked;
    private Duration quiet = Duration.ZERO;
    private Duration falling = Duration.ZERO;
    private Duration gaining = Duration.ZERO;
    private Duration rowsWaiting = Duration.ZERO;
    private boolean tooSlow;

    /**
     * Nothing was seen yet.
     *
     * @param patience after so long it is told that rows wait, or that blocks come too slowly; and after as long that blocks
     *     come fast enough again
     * @param longestStep at most this is counted between two looks
     */
    StallTimer(Duration patience, Duration longestStep) {
        this.patience = patience;
        this.longestStep = longestStep;
    }

    /**
     * Looks.
     *
     * @param now when
     * @param stored whether a block was stored since the last look
     * @param lagCause what keeps verified blocks behind
     * @param rowWait what keeps rows from being written
     */
    void look(Instant now, boolean stored, LagCause lagCause, RowWait rowWait) {
        Duration step = step(now);
        rowsWaiting = rowWait.isPresent() ? rowsWaiting.plus(step) : Duration.ZERO;
        quiet = stored ? Duration.ZERO : quiet.plus(step);
        if (quiet.multipliedBy(2).compareTo(patience) >= 0) {
            // Where none comes at all, that is what people hear of.
            falling = Duration.ZERO;
        } else if (lagCause.isPresent() && !lagCause.gains()) {
            falling = falling.plus(step);
            gaining = Duration.ZERO;
        } else {
            falling = Duration.ZERO;
            gaining = gaining.plus(step);
        }
        if (falling.compareTo(patience) > 0) {
            tooSlow = true;
        } else if (!lagCause.isPresent() || gaining.compareTo(patience) > 0) {
            tooSlow = false;
        }
    }

    /** How long no block was stored. */
    Duration quiet() {
        return quiet;
    }

    /** Whether blocks are stored more slowly than they come, and have been for a while. */
    boolean tooSlow() {
        return tooSlow;
    }

    /** Whether rows wait, and have done so for a while. */
    boolean rowsWait() {
        return rowsWaiting.compareTo(patience) > 0;
    }

    private Duration step(Instant now) {
        Duration step = looked == null ? Duration.ZERO : Duration.between(looked, now);
        looked = now;
        if (step.isNegative()) {
            return Duration.ZERO;
        }
        return step.compareTo(longestStep) < 0 ? step : longestStep;
    }
}

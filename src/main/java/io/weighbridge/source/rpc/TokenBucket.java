package io.weighbridge.source.rpc;

import java.time.Duration;

/**
 * A token bucket: how fast requests may go out so that a server which allows a rate takes them. They go a little slower
 * than that and evenly, for many servers count in short stretches; what a pause left over may follow at once. Not safe for
 * many threads.
 */
final class TokenBucket {

    /** The part of what a server allows that is used: its clock is not ours, and requests overtake each other on the way. */
    static final double MARGIN = 0.98;

    private static final double SLOWEST = 1.0 / 60;

    /** What may be sent at once after a pause, as a time at that rate. */
    private static final double BURST_SECONDS = 6;

    /** The part of the time between two requests after which one that was refused is followed by the next. */
    private static final double SOON = 1.0 / 16;

    private final double ceiling;
    private double rate;
    private double burst = BURST_SECONDS;
    private double tokens = 1;
    private long filledAt;

    /** @param ceiling requests a second at most; infinite for no limit */
    TokenBucket(double ceiling, long nowNanos) {
        this.ceiling = ceiling;
        this.rate = ceiling;
        this.filledAt = nowNanos;
    }

    /** Requests a second that the server is believed to allow; infinite while nothing is known. */
    double rate() {
        return rate;
    }

    /** Whether nothing is known of a limit. */
    boolean free() {
        return Double.isInfinite(rate);
    }

    /** Whether it cannot be raised any more. */
    boolean highest() {
        return rate >= ceiling;
    }

    /** Sets the rate, within the bounds. */
    void set(double requestsPerSecond) {
        rate = Math.max(SLOWEST, Math.min(ceiling, requestsPerSecond));
    }

    /** What is left over after a pause shrinks; false if there is none any more. */
    boolean smooth() {
        boolean some = capacity() > 1;
        burst = some ? burst / 2 : burst;
        return some;
    }

    /** More may be left over after a pause. */
    void loosen() {
        burst = Math.min(BURST_SECONDS, burst * 2);
    }

    /** How long to wait before the next request. */
    Duration untilReady(long now) {
        refill(now);
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / speed() * 1e9));
    }

    /** A request goes out. */
    void spend(long now) {
        refill(now);
        tokens -= 1;
    }

    /** A request did not go out after all. */
    void restore() {
        tokens += 1;
    }

    /** A request was refused, so many in a row by now: it took nothing, and another one may follow soon, later each time. */
    void refused(long now, int inRow) {
        refill(now);
        tokens = Math.max(tokens, 1 - SOON * (1 << Math.min(inRow - 1, 10)));
    }

    /** Nothing is left over: the next request goes a whole step from now. */
    void restart(long now) {
        filledAt = now;
        tokens = free() ? 1 : 0;
    }

    private void refill(long now) {
        tokens = free() ? 1 : Math.min(capacity(), tokens + (now - filledAt) / 1e9 * speed());
        filledAt = now;
    }

    private double speed() {
        return rate * MARGIN;
    }

    private double capacity() {
        return Math.max(1, rate * burst);
    }
}

package io.weighbridge.source.rpc;

import java.time.Duration;

/**
 * How often and how soon something is tried again. Delays double from {@code first} up to {@code longest}.
 *
 * @param first the delay before the second attempt
 * @param throttled how long a request waits after a node's word that it is asked too much; the endpoint's budget knows more
 * @param longest no delay is longer
 * @param jitter the part of a delay that is left to chance, 0 to 1, so that many clients do not come back at once
 * @param attempts how often a request is sent before its fault passes on, at least 1
 * @param firstConnectionAttempts how often an endpoint that never answered is tried before it counts as unusable, at
 *     least 1
 */
public record RetryPolicy(
        Duration first,
        Duration throttled,
        Duration longest,
        double jitter,
        int attempts,
        int firstConnectionAttempts) {

    /** A quarter second doubling to half a minute; 20 milliseconds where throttled; six attempts; four first connections. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMillis(250), Duration.ofMillis(20), Duration.ofSeconds(30), 0.25, 6, 4);

    private static final int MAX_DOUBLINGS = 30;

    /** Checks the ranges. */
    public RetryPolicy {
        if (first.isNegative() || throttled.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a delay is not negative and grows: from " + first + " and " + throttled + " to " + longest);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter lies between 0 and 1: " + jitter);
        }
        if (attempts < 1 || firstConnectionAttempts < 1) {
            throw new IllegalArgumentException(
                    "there is at least one attempt: " + attempts + ", " + firstConnectionAttempts);
        }
    }

    /**
     * The delay after a failed attempt.
     *
     * @param failed how many attempts have failed in a row, from 1
     * @param chance a random number from 0 (the whole delay) to 1 (the delay less its jitter)
     */
    public Duration delay(int failed, double chance) {
        long limit = longest.toMillis();
        int doublings = Math.min(Math.max(failed, 1) - 1, MAX_DOUBLINGS);
        long whole = first.toMillis() > limit >> doublings ? limit : first.toMillis() << doublings;
        return Duration.ofMillis(Math.round(whole * (1 - jitter * chance)));
    }
}

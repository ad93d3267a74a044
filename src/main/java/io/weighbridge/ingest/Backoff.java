package io.weighbridge.ingest;

import java.time.Duration;

/**
 * How long to wait before the next try: the wait doubles each time.
 *
 * @param first the wait before the second try, at least a millisecond
 * @param longest the longest wait
 */
public record Backoff(Duration first, Duration longest) {

    /** Checks the order. */
    public Backoff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits grow: first " + first + ", longest " + longest);
        }
    }

    /** The wait after that many failed tries, 1 or more. */
    public Duration delay(int tries) {
        int doublings = Math.min(tries - 1, Long.numberOfLeadingZeros(first.toMillis()) - 2);
        var wait = Duration.ofMillis(first.toMillis() << doublings);
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}

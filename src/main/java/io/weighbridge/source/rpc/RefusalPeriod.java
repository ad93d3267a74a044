package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.Arrays;

/**
 * A time in which an endpoint refuses everything, and when to probe whether it is over: soon at first, then where windows
 * of servers usually end, and where they end for the first request that led to it.
 *
 * @param first when the first request was sent that led to it, in nanoseconds
 * @param since when it began
 * @param nextProbe when to probe next
 */
record RefusalPeriod(long first, long since, long nextProbe) {

    /** None. */
    static final RefusalPeriod NONE = new RefusalPeriod(0, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Probes are not farther apart, unless the server asks for it. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration LONGEST_HINT = Duration.ofMinutes(10);

    private static final long[] PROBES =
            nanos(0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6.2, 8, 10, 12, 15, 20, 30, 45, 60);

    /** A second, ten, a minute, and a little. */
    private static final long[] WINDOWS = nanos(1.1, 10.1, 60.2);

    private static long[] nanos(double... seconds) {
        return Arrays.stream(seconds).mapToLong(one -> (long) (one * 1e9)).toArray();
    }

    /** A refusal period that begins now. */
    static RefusalPeriod at(long first, long now, Duration hint) {
        return new RefusalPeriod(first, now, now).later(now, hint);
    }

    boolean lasts() {
        return since != Long.MAX_VALUE;
    }

    /** A probe failed. */
    RefusalPeriod later(long now, Duration hint) {
        if (!hint.isZero()) {
            return new RefusalPeriod(
                    first, since, now + (hint.compareTo(LONGEST_HINT) < 0 ? hint : LONGEST_HINT).toNanos());
        }
        long earliest = now + PROBES[0] / 2;
        long next = now + LONGEST.toNanos();
        for (long probe : PROBES) {
            next = sooner(next, since + probe, earliest);
        }
        for (long window : WINDOWS) {
            next = sooner(next, first + window, earliest);
        }
        return new RefusalPeriod(first, since, next);
    }

    private static long sooner(long next, long candidate, long earliest) {
        return candidate > earliest ? Math.min(next, candidate) : next;
    }
}

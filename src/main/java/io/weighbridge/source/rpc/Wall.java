package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.Arrays;

/**
 * A time in which an endpoint refuses everything, and when to probe whether it is over: soon at first, then where windows
 * of servers usually end.
 *
 * @param since when it began, in nanoseconds
 * @param nextProbe when to probe next
 */
record Wall(long since, long nextProbe) {

    /** No wall stands. */
    static final Wall NONE = new Wall(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Probes are not farther apart, unless the server asks for it. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration LONGEST_HINT = Duration.ofMinutes(10);

    private static final long[] PROBES = Arrays.stream(new double[] {0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 45, 60})
            .mapToLong(seconds -> (long) (seconds * 1e9))
            .toArray();

    /** A wall that begins now. */
    static Wall at(long now, Duration hint) {
        return new Wall(now, now).later(now, hint);
    }

    boolean stands() {
        return since != Long.MAX_VALUE;
    }

    /** A probe failed. */
    Wall later(long now, Duration hint) {
        if (!hint.isZero()) {
            return new Wall(since, now + (hint.compareTo(LONGEST_HINT) < 0 ? hint : LONGEST_HINT).toNanos());
        }
        long stood = now - since;
        for (long probe : PROBES) {
            if (probe > stood + PROBES[0] / 2) {
                return new Wall(since, since + probe);
            }
        }
        return new Wall(since, now + LONGEST.toNanos());
    }
}

package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A server that takes so many requests in some time, in one of the shapes that real ones have. */
interface LimitedServer {

    /** A request is taken. */
    Duration TAKEN = Duration.ofNanos(-1);

    /** A request that arrives at that time is {@link #TAKEN}, or refused: after how long it would not be. */
    Duration ask(long nowNanos);

    /** So many in any stretch of that length; refused requests count or do not. */
    static LimitedServer slidingWindow(int requests, Duration window, boolean refusedCount) {
        Deque<Long> counted = new ArrayDeque<>();
        return now -> {
            while (!counted.isEmpty() && counted.peek() <= now - window.toNanos()) {
                counted.remove();
            }
            boolean takes = counted.size() < requests;
            if (takes || refusedCount) {
                counted.add(now);
            }
            return takes ? TAKEN : Duration.ofNanos(counted.element() + window.toNanos() - now);
        };
    }

    /** So many from one full window of the server's clock to the next; the first one ends after {@code first}. */
    static LimitedServer fixedWindow(int requests, Duration window, Duration first) {
        long[] state = {-1, 0};
        return now -> {
            long time = now + window.toNanos() - first.toNanos();
            long at = Math.floorDiv(time, window.toNanos());
            if (state[0] != at) {
                state[0] = at;
                state[1] = 0;
            }
            return ++state[1] <= requests ? TAKEN : Duration.ofNanos((at + 1) * window.toNanos() - time);
        };
    }

    /** Two windows of the server's clock, the older one weighed by what of it lies within the last {@code window}. */
    static LimitedServer weighedWindows(int requests, Duration window) {
        long[] state = {-2, 0, 0};
        return now -> {
            long at = Math.floorDiv(now, window.toNanos());
            if (state[0] != at) {
                state[2] = state[0] == at - 1 ? state[1] : 0;
                state[1] = 0;
                state[0] = at;
            }
            double older = 1 - Math.floorMod(now, window.toNanos()) / (double) window.toNanos();
            boolean takes = state[1] + state[2] * older < requests;
            state[1] += takes ? 1 : 0;
            return takes ? TAKEN : window.dividedBy(requests);
        };
    }

    /** A token bucket. */
    static LimitedServer bucket(double capacity, double perMinute) {
        double[] state = {capacity, 0};
        return now -> {
            state[0] = Math.min(capacity, state[0] + (now - state[1]) / 60e9 * perMinute);
            state[1] = now;
            boolean takes = state[0] >= 1;
            state[0] -= takes ? 1 : 0;
            return takes ? TAKEN : Duration.ofNanos((long) ((1 - state[0]) / perMinute * 60e9));
        };
    }

    /** The same server of which others took so many requests at that time before anybody looked. */
    default LimitedServer usedBefore(int requests, Duration ago) {
        for (int request = 0; request < requests; request++) {
            Duration unused = ask(-ago.toNanos());
        }
        return this;
    }

    /** The same server that also refuses a part of the requests by chance. */
    default LimitedServer refusingByChance(double share) {
        var dice = new Random(7);
        return now -> dice.nextDouble() < share ? Duration.ZERO : ask(now);
    }
}

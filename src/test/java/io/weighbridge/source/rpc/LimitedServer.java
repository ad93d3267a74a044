package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A server that takes so many requests in some time, in one of the shapes that real ones have. */
interface LimitedServer {

    /** Whether it takes a request that arrives at that time. */
    boolean takes(long nowNanos);

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
            return takes;
        };
    }

    /** So many from one full window of the server's clock to the next; the first one ends after {@code first}. */
    static LimitedServer fixedWindow(int requests, Duration window, Duration first) {
        long[] state = {-1, 0};
        return now -> {
            long at = Math.floorDiv(now + window.toNanos() - first.toNanos(), window.toNanos());
            if (state[0] != at) {
                state[0] = at;
                state[1] = 0;
            }
            return ++state[1] <= requests;
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
            return takes;
        };
    }

    /** The same server of which others took so many requests at that time before anybody looked. */
    default LimitedServer usedBefore(int requests, Duration ago) {
        for (int request = 0; request < requests; request++) {
            boolean unused = takes(-ago.toNanos());
        }
        return this;
    }

    /** The same server that also refuses a part of the requests by chance. */
    default LimitedServer refusingByChance(double share) {
        var dice = new Random(7);
        return now -> dice.nextDouble() >= share && takes(now);
    }
}

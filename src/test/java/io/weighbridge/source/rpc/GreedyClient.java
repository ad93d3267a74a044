package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client that always has more to ask, in a time of its own: sends whatever its budget allows, up to 48 side by side. */
final class GreedyClient {

    private static final int SIDE_BY_SIDE = 48;

    private record Flying(long back, Budget.Permit permit, boolean taken) {}

    private final long latency;
    private final Queue<Flying> flying = new ArrayDeque<>();
    private long now;
    private final Budget budget = Budget.unknown(() -> now);
    private long answered;
    private long refused;

    GreedyClient(Duration latency) {
        this.latency = latency.toNanos();
    }

    Budget budget() {
        return budget;
    }

    /** How many of its requests were answered so far. */
    long answered() {
        return answered;
    }

    /** How many of its requests were refused so far. */
    long refused() {
        return refused;
    }

    /** Asks that server for so long. */
    GreedyClient ask(LimitedServer server, Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            land();
            long next = Long.MAX_VALUE;
            while (flying.size() < SIDE_BY_SIDE && next == Long.MAX_VALUE) {
                Duration wait = budget.untilReady();
                if (wait.isZero()) {
                    flying.add(new Flying(now + latency, budget.spend(), server.takes(now + latency / 2)));
                } else {
                    next = now + wait.toNanos();
                }
            }
            Flying first = flying.peek();
            now = Math.min(end, first == null ? next : Math.min(next, first.back()));
        }
        return this;
    }

    private void land() {
        for (Flying one = flying.peek(); one != null && one.back() <= now; one = flying.peek()) {
            flying.remove();
            if (one.taken()) {
                answered++;
                budget.answered(one.permit());
            } else {
                refused++;
                budget.refused(one.permit(), Duration.ZERO);
            }
        }
    }
}

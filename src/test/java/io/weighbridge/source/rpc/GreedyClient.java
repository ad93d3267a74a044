package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A client that always has more to ask, in a time of its own: sends whatever its budget allows, so many requests side by
 * side, and again what was refused, as a source does. A message takes half of the latency, give or take.
 */
final class GreedyClient {

    /** How a server tells that it refuses a request. */
    enum Refusal {
        /** Each request is answered with an error. */
        EACH,
        /** The connection is closed, and every request on it lost; a new one begins with a request. */
        CLOSE
    }

    private static final long RETRY = RetryPolicy.DEFAULT.throttled().toNanos();
    private static final long RECONNECT = RetryPolicy.DEFAULT.first().toNanos();

    private record Event(long at, int connection, Runnable what) {}

    private final int sideBySide;
    private final long latency;
    private final long jitter;
    private final Random dice = new Random(3);
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Budget budget;
    private UnaryOperator<Duration> retryAfter = exact -> Duration.ZERO;
    private Refusal refusal = Refusal.EACH;
    private long now;
    private int idle;
    private final Set<Budget.Permit> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
    private int connection;
    private boolean connected = true;
    private int failedConnections;
    private long usableAt;
    private long answered;
    private long refused;
    private long lost;

    /** A client with a budget for an unknown server. */
    GreedyClient(Duration latency) {
        this(48, latency, Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    GreedyClient(int sideBySide, Duration latency, Duration jitter, double knownPerMinute) {
        this.sideBySide = sideBySide;
        this.idle = sideBySide;
        this.latency = latency.toNanos();
        this.jitter = jitter.toNanos();
        this.budget = Double.isInfinite(knownPerMinute)
                ? Budget.unknown(() -> now)
                : Budget.ofAtMost(knownPerMinute, () -> now);
    }

    /** The server tells how long to wait, made of how long that really is. */
    GreedyClient toldToWait(UnaryOperator<Duration> told) {
        retryAfter = told;
        return this;
    }

    /** The server refuses in that way. */
    GreedyClient refusedBy(Refusal how) {
        refusal = how;
        return this;
    }

    Budget budget() {
        return budget;
    }

    /** For how long it has asked so far. */
    Duration time() {
        return Duration.ofNanos(now);
    }

    /** How many of its requests were answered so far. */
    long answered() {
        return answered;
    }

    /** How many of its requests were refused or lost so far. */
    long inVain() {
        return refused + lost;
    }

    /** Asks that server for so long. */
    GreedyClient ask(LimitedServer server, Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            long next = Math.min(end, send(server));
            if (!events.isEmpty() && events.element().at() <= next) {
                Event event = events.remove();
                now = Math.max(now, event.at());
                if (event.connection() == connection || event.connection() < 0) {
                    event.what().run();
                }
            } else {
                now = next;
            }
        }
        return this;
    }

    /** Sends what may be sent; tells when more may be. */
    private long send(LimitedServer server) {
        while (idle > 0 && (connected || idle == sideBySide)) {
            Duration wait = budget.untilReady();
            long ready = Math.max(usableAt, now + (wait.isZero() ? 0 : wait.toNanos() + wobble() / 4));
            if (ready > now) {
                return ready;
            }
            idle--;
            Budget.Permit permit = budget.spend();
            inFlight.add(permit);
            events.add(new Event(now + latency / 2 + wobble(), connection, () -> arrive(server, permit)));
        }
        return Long.MAX_VALUE;
    }

    private long wobble() {
        return (long) (dice.nextDouble() * jitter);
    }

    private void arrive(LimitedServer server, Budget.Permit permit) {
        Duration wait = server.ask(now);
        boolean taken = wait.equals(LimitedServer.TAKEN);
        long back = now + latency / 2 + wobble();
        if (taken || refusal == Refusal.EACH) {
            events.add(new Event(back, connection, () -> answer(permit, taken ? wait : retryAfter.apply(wait))));
        } else {
            events.add(new Event(back, connection, this::close));
        }
    }

    private void answer(Budget.Permit permit, Duration wait) {
        inFlight.remove(permit);
        if (wait.equals(LimitedServer.TAKEN)) {
            boolean introduced = !connected;
            connected = true;
            failedConnections = introduced ? failedConnections : 0;
            answered += introduced ? 0 : 1;
            idle++;
            budget.answered(permit);
        } else {
            refused++;
            budget.refused(permit, wait);
            events.add(new Event(now + RETRY, -1, () -> idle++));
        }
    }

    private void close() {
        connection++;
        lost += sideBySide - idle;
        connected = false;
        failedConnections++;
        if (!budget.closed()) {
            usableAt = now + (RECONNECT << Math.min(failedConnections - 1, 7));
        }
        events.removeIf(event -> event.connection() >= 0);
        inFlight.forEach(budget::lost);
        inFlight.clear();
        idle = sideBySide;
    }
}

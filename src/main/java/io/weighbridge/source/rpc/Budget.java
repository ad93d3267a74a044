package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests an endpoint takes, learned from what it refuses. Safe for many threads.
 *
 * <p>One refusal among answers may be {@link Noise}: another request follows at once. Refusals in a row, many among few, a
 * server's own word for how long to wait, and connections that it closes again and again are a {@link Wall}: nothing goes
 * out but one probe at a time, seldomer and seldomer (a request that is refused counts at many servers), until one is
 * answered. What was answered from the end of one wall to the end of the next, divided by that time, is what the server
 * allows, whatever its window is. That becomes the {@link Pace}, and {@link Trials} find out what is above it.
 */
final class Budget {

    /** A connection that is lost twice within this time is lost to a limit. */
    private static final Duration TWICE = Duration.ofMinutes(2);

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Without a limit the reckoning begins anew after a pause. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A rate that is found near the one in use only makes it a little lower: probes took their part of what was found. */
    private static final double NEAR = 0.8;

    /** What is left of a rate that was good once, where there is little to reckon from. */
    private static final double LESS = 0.75;

    private static final double A_LITTLE_LESS = 0.97;

    private final LongSupplier nanos;
    private final Pace pace;
    private final Trials trials;
    private final Noise noise = new Noise();

    private Wall wall = Wall.NONE;
    private boolean probing;
    private boolean told;
    private boolean refusing;
    private boolean toLearn;
    private long epoch;

    private long markedAt;
    private long answeredSinceMark;
    private long lastSentAt;
    private long closedAt;

    private Budget(LongSupplier nanos, double perSecond) {
        this.nanos = nanos;
        long now = nanos.getAsLong();
        this.pace = new Pace(perSecond, now);
        this.trials = new Trials(pace, now);
        noise.limited(!pace.free());
        this.markedAt = now;
        this.lastSentAt = now;
        this.closedAt = now - TWICE.toNanos() - 1;
    }

    /** A budget without a limit until one shows. */
    static Budget unknown(LongSupplier nanos) {
        return new Budget(nanos, Double.POSITIVE_INFINITY);
    }

    /** A budget that begins with that limit and does not rise above it. */
    static Budget ofAtMost(double requestsPerMinute, LongSupplier nanos) {
        return new Budget(nanos, requestsPerMinute / 60);
    }

    /** Requests per minute that the endpoint is believed to allow; infinite where no limit is known. */
    synchronized double perMinute() {
        return pace.rate() * 60;
    }

    /** Whether the endpoint refuses whatever it is asked. */
    synchronized boolean blocked() {
        return wall.stands();
    }

    /** For how long it has refused whatever it was asked; {@link Duration#ZERO} if it does not. */
    synchronized Duration blockedFor() {
        return wall.stands() ? Duration.ofNanos(nanos.getAsLong() - wall.since()) : Duration.ZERO;
    }

    /** How long to wait before the next request may be sent; {@link Duration#ZERO} for not at all. */
    synchronized Duration untilReady() {
        long now = nanos.getAsLong();
        if (wall.stands()) {
            return probing ? Wall.LONGEST : Duration.ofNanos(Math.max(0, wall.nextProbe() - now));
        }
        return pace.untilReady(now);
    }

    /** A request on its way, sent in which epoch, so that what comes late does not count for another. */
    record Permit(long epoch) {}

    /** A request goes out, whether it was ready or not; the permit tells later what became of it. */
    synchronized Permit spend() {
        long now = nanos.getAsLong();
        if (pace.free() && now - lastSentAt > PAUSE.toNanos() && !wall.stands()) {
            mark(now);
        }
        lastSentAt = now;
        if (wall.stands()) {
            probing = true;
        } else {
            pace.spend(now);
        }
        return new Permit(epoch);
    }

    /** The request was not sent after all. */
    synchronized void unsent(Permit permit) {
        if (permit.epoch() != epoch) {
            return;
        }
        if (wall.stands()) {
            probing = false;
        } else {
            pace.restore();
        }
    }

    /** The endpoint took the request. */
    synchronized void answered(Permit permit) {
        answeredSinceMark++;
        if (permit.epoch() != epoch) {
            return;
        }
        long now = nanos.getAsLong();
        if (wall.stands()) {
            open(now);
        } else {
            noise.answered(!trials.running());
            trials.answered(now);
        }
    }

    /** Nobody knows whether the endpoint took the request. */
    synchronized void lost(Permit permit) {
        if (permit.epoch() == epoch && wall.stands()) {
            probing = false;
            wall = wall.later(nanos.getAsLong(), Duration.ZERO);
        }
    }

    /**
     * The endpoint refused the request because it is asked too much.
     *
     * @param hint how long it wants to be left alone; zero if it does not say
     */
    synchronized void refused(Permit permit, Duration hint) {
        if (permit.epoch() != epoch) {
            return;
        }
        long now = nanos.getAsLong();
        if (wall.stands()) {
            probing = false;
            told |= !hint.isZero();
            wall = wall.later(now, hint);
            return;
        }
        noise.refused(!trials.running());
        if (noise.isWall() || !hint.isZero()) {
            raiseWall(now, hint);
            refusing = true;
            return;
        }
        if (noise.isSignal()) {
            trials.refused(now);
        }
        pace.refused(now, noise.inRow());
    }

    /** The endpoint lets nobody in because it is asked too much: a wall at once, or a probe that failed. */
    synchronized void shut() {
        long now = nanos.getAsLong();
        if (wall.stands()) {
            probing = false;
            wall = wall.later(now, Duration.ZERO);
        } else {
            raiseWall(now, Duration.ZERO);
        }
    }

    /**
     * The endpoint closed a connection with requests on it. Any may do so once; one that does it again, or that is known
     * to have a limit, says that it is asked too much. Tells whether that is so.
     */
    synchronized boolean closed() {
        long now = nanos.getAsLong();
        boolean again = now - closedAt <= TWICE.toNanos();
        closedAt = now;
        if (again || !pace.free()) {
            shut();
        }
        return wall.stands();
    }

    private void raiseWall(long now, Duration hint) {
        toLearn = trials.doubt();
        trials.refused(now);
        noise.forgetRow();
        epoch++;
        probing = false;
        told = !hint.isZero();
        refusing = false;
        wall = Wall.at(markedAt, now, hint);
    }

    private void open(long now) {
        if (toLearn || isOutOfAllProportion(now)) {
            learn(now);
        }
        trials.opened(now, Duration.ofNanos(now - wall.since()), told);
        mark(now);
        wall = Wall.NONE;
        epoch++;
        probing = false;
        pace.restart(now);
    }

    /** No trial and no odd minute makes a server refuse everything for so long: its limit has fallen. */
    private boolean isOutOfAllProportion(long now) {
        double used = pace.rate() * (wall.since() - markedAt) / 1e9 / 2;
        return refusing && !told && now - wall.since() > LONG.toNanos() && answeredSinceMark >= used;
    }

    private void learn(long now) {
        double found = answeredSinceMark / (Math.max(1, now - markedAt) / 1e9);
        double rate = pace.rate();
        if (answeredSinceMark < Trials.ENOUGH && trials.everProven()) {
            found = Math.max(found, rate * LESS);
        }
        pace.set(found > rate * NEAR ? Math.min(rate, Math.max(found, rate * A_LITTLE_LESS)) : found);
        trials.learned(answeredSinceMark);
        noise.limited(true);
    }

    private void mark(long now) {
        markedAt = now;
        answeredSinceMark = 0;
    }
}

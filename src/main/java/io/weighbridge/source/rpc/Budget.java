package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests an endpoint takes, learned from what it refuses. Safe for many threads.
 *
 * <p>One refusal among answers may be {@link ChanceRefusals}: another request follows at once. Refusals in a row, many among few, a
 * server's own word for how long to wait, and connections that it closes again and again are a {@link RefusalPeriod}: nothing goes
 * out but one probe at a time, seldomer and seldomer (a request that is refused counts at many servers), until one is
 * answered. What was answered from the end of one refusal period to the end of the next, divided by that time, is what the server
 * allows, whatever its window is. That becomes the {@link TokenBucket}, and {@link RateTrials} find out what is above it.
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
    private final TokenBucket bucket;
    private final RateTrials trials;
    private final ChanceRefusals chance = new ChanceRefusals();

    private RefusalPeriod period = RefusalPeriod.NONE;
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
        this.bucket = new TokenBucket(perSecond, now);
        this.trials = new RateTrials(bucket, now);
        chance.limited(!bucket.free());
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
        return bucket.rate() * 60;
    }

    /** Whether the endpoint refuses whatever it is asked. */
    synchronized boolean blocked() {
        return period.lasts();
    }

    /** For how long it has refused whatever it was asked; {@link Duration#ZERO} if it does not. */
    synchronized Duration blockedFor() {
        return period.lasts() ? Duration.ofNanos(nanos.getAsLong() - period.since()) : Duration.ZERO;
    }

    /** How long to wait before the next request may be sent; {@link Duration#ZERO} for not at all. */
    synchronized Duration untilReady() {
        long now = nanos.getAsLong();
        if (period.lasts()) {
            return probing ? RefusalPeriod.LONGEST : Duration.ofNanos(Math.max(0, period.nextProbe() - now));
        }
        return bucket.untilReady(now);
    }

    /** A request on its way, sent in which epoch, so that what comes late does not count for another. */
    record Permit(long epoch) {}

    /** A request goes out, whether it was ready or not; the permit tells later what became of it. */
    synchronized Permit spend() {
        long now = nanos.getAsLong();
        if (bucket.free() && now - lastSentAt > PAUSE.toNanos() && !period.lasts()) {
            mark(now);
        }
        lastSentAt = now;
        if (period.lasts()) {
            probing = true;
        } else {
            bucket.spend(now);
        }
        return new Permit(epoch);
    }

    /** The request was not sent after all. */
    synchronized void unsent(Permit permit) {
        if (permit.epoch() != epoch) {
            return;
        }
        if (period.lasts()) {
            probing = false;
        } else {
            bucket.restore();
        }
    }

    /** The endpoint took the request. */
    synchronized void answered(Permit permit) {
        answeredSinceMark++;
        if (permit.epoch() != epoch) {
            return;
        }
        long now = nanos.getAsLong();
        if (period.lasts()) {
            open(now);
        } else {
            chance.answered(!trials.running());
            trials.answered(now);
        }
    }

    /** Nobody knows whether the endpoint took the request. */
    synchronized void lost(Permit permit) {
        if (permit.epoch() == epoch && period.lasts()) {
            probing = false;
            period = period.later(nanos.getAsLong(), Duration.ZERO);
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
        if (period.lasts()) {
            probing = false;
            told |= !hint.isZero();
            period = period.later(now, hint);
            return;
        }
        chance.refused(!trials.running());
        if (chance.isRefusalPeriod() || !hint.isZero()) {
            beginRefusalPeriod(now, hint);
            refusing = true;
            return;
        }
        if (chance.isSignal()) {
            trials.refused(now);
        }
        bucket.refused(now, chance.inRow());
    }

    /** The endpoint lets nobody in because it is asked too much: a refusal period at once, or a probe that failed. */
    synchronized void shut() {
        long now = nanos.getAsLong();
        if (period.lasts()) {
            probing = false;
            period = period.later(now, Duration.ZERO);
        } else {
            beginRefusalPeriod(now, Duration.ZERO);
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
        if (again || !bucket.free()) {
            shut();
        }
        return period.lasts();
    }

    private void beginRefusalPeriod(long now, Duration hint) {
        toLearn = trials.doubt();
        trials.refused(now);
        chance.forgetRow();
        epoch++;
        probing = false;
        told = !hint.isZero();
        refusing = false;
        period = RefusalPeriod.at(markedAt, now, hint);
    }

    private void open(long now) {
        if (toLearn || isOutOfAllProportion(now)) {
            learn(now);
        }
        trials.opened(now, Duration.ofNanos(now - period.since()), told);
        mark(now);
        period = RefusalPeriod.NONE;
        epoch++;
        probing = false;
        bucket.restart(now);
    }

    /** No trial and no odd minute makes a server refuse everything for so long: its limit has fallen. */
    private boolean isOutOfAllProportion(long now) {
        double used = bucket.rate() * (period.since() - markedAt) / 1e9 / 2;
        return refusing && !told && now - period.since() > LONG.toNanos() && answeredSinceMark >= used;
    }

    private void learn(long now) {
        double found = answeredSinceMark / (Math.max(1, now - markedAt) / 1e9);
        double rate = bucket.rate();
        if (answeredSinceMark < RateTrials.ENOUGH && trials.everProven()) {
            found = Math.max(found, rate * LESS);
        }
        bucket.set(found > rate * NEAR ? Math.min(rate, Math.max(found, rate * A_LITTLE_LESS)) : found);
        trials.learned(answeredSinceMark);
        chance.limited(true);
    }

    private void mark(long now) {
        markedAt = now;
        answeredSinceMark = 0;
    }
}

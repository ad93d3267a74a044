package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests an endpoint takes, learned from what it refuses: a token bucket whose rate nobody tells. Safe for
 * many threads.
 *
 * <p>One refusal among answers is noise: it costs the request that met it a moment, and the budget nothing. Refusals in a
 * row, or many among few, are a {@link Wall}: nothing goes out but one probe at a time, seldomer and seldomer (a request
 * that is refused counts at many servers), until one is answered. What was answered from the end of one wall to the end of
 * the next, divided by that time, is what the server allows, whatever its window is: that becomes the rate, and requests
 * go evenly from then on. After a quiet time the rate is raised on trial, each time by more; a refusal takes the trial
 * back, and the next one waits longer.
 */
final class Budget {

    /** So many refusals in a row are a wall: at 3 % by chance that happens once in forty million requests. */
    static final int ROW = 5;

    private static final int LONGEST_ROW = 24;

    /** As many refusals in a row as happen once in ten million requests. */
    private static final double RARE = Math.log(1e-7);

    /** The share of late refusals that is a wall though they are not in a row. */
    private static final double MANY = 0.3;

    private static final double LATE = 1.0 / 32;
    private static final double LASTING = 1.0 / 1024;

    /** So many answers are enough to reckon a rate from, else so much time. */
    private static final int ENOUGH = 8;

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORTEST_QUIET = Duration.ofSeconds(1);
    private static final double SLOWEST = 1.0 / 60;
    private static final double FIRST_RISE = 0.02;
    /** The first trial is bold: the first rate may have been learned in a time when others had used the endpoint up. */
    private static final double BOLD_RISE = 0.05;

    private static final double LARGEST_RISE = 0.4;
    private static final int LONGEST_PATIENCE = 16;

    /** What is left of a rate that met a wall before there was much to reckon from. */
    private static final double LESS = 0.75;

    /** A rate that is found near the one in use only makes it a little lower: probes took their part of what was found. */
    private static final double NEAR = 0.8;

    private static final double A_LITTLE_LESS = 0.97;

    /** After a trial that failed the rate is a little lower than before it. */
    private static final double SAFE = 0.99;

    /** What may be sent at once after a pause, as a time at the learned rate. */
    private static final double BURST_SECONDS = 6;

    private final LongSupplier nanos;
    private final double ceiling;
    private final Tally answers;
    private double rate;
    private double tokens;
    private long filledAt;
    private long epoch;

    private Wall wall = Wall.NONE;
    private boolean probing;
    private Duration window = Duration.ZERO;
    private long firstAt = Long.MIN_VALUE;
    private long markedAt;
    private long answeredSinceMark;

    private int refusedInRow;
    private double lateShare;
    private double lastingShare;

    private double rise = FIRST_RISE;
    private int patience = 1;
    private long quietSince;
    private double rateBeforeTrial = Double.NaN;

    private Budget(LongSupplier nanos, double rate) {
        this.nanos = nanos;
        this.ceiling = rate;
        this.rate = rate;
        this.filledAt = nanos.getAsLong();
        this.quietSince = filledAt;
        this.answers = new Tally(filledAt);
        this.tokens = capacity();
    }

    /** A budget without a limit until one shows. */
    static Budget unknown(LongSupplier nanos) {
        return new Budget(nanos, Double.POSITIVE_INFINITY);
    }

    /** A budget that begins with that limit and does not rise above it. */
    static Budget ofAtMost(double requestsPerMinute, LongSupplier nanos) {
        return new Budget(nanos, requestsPerMinute / 60);
    }

    /** Requests per minute; infinite where no limit is known. */
    synchronized double perMinute() {
        return rate * 60;
    }

    /** Whether the endpoint refuses whatever it is asked. */
    synchronized boolean blocked() {
        return wall.stands();
    }

    /** How long to wait before the next request may be sent; {@link Duration#ZERO} for not at all. */
    synchronized Duration untilReady() {
        long now = nanos.getAsLong();
        if (wall.stands()) {
            return probing ? Wall.LONGEST : Duration.ofNanos(Math.max(0, wall.nextProbe() - now));
        }
        refill(now);
        if (tokens >= 1) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / rate * 1e9));
    }

    /** A request on its way, sent in which epoch, so that what comes late does not count for another. */
    record Permit(long epoch) {}

    /** A request goes out, whether it was ready or not; the permit tells later what became of it. */
    synchronized Permit spend() {
        long now = nanos.getAsLong();
        if (firstAt == Long.MIN_VALUE) {
            firstAt = now;
            mark(now);
        }
        if (wall.stands()) {
            probing = true;
        } else {
            refill(now);
            tokens -= 1;
        }
        return new Permit(epoch);
    }

    /** The endpoint took the request. */
    synchronized void answered(Permit permit) {
        long now = nanos.getAsLong();
        answers.add(now);
        answeredSinceMark++;
        if (permit.epoch() != epoch) {
            return;
        }
        if (wall.stands()) {
            open(now);
        }
        refusedInRow = 0;
        lateShare -= lateShare * LATE;
        lastingShare -= lastingShare * LASTING;
        tryMore(now);
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
            wall = wall.later(now, hint);
            return;
        }
        refusedInRow++;
        lateShare += (1 - lateShare) * LATE;
        lastingShare += (1 - lastingShare) * LASTING;
        takeTrialBack(now);
        if (refusedInRow >= row() || lateShare > Math.max(MANY, lastingShare + MANY) || !hint.isZero()) {
            raiseWall(now, hint);
        }
    }

    private void raiseWall(long now, Duration hint) {
        epoch++;
        probing = false;
        wall = Wall.at(markedAt, now, hint);
    }

    /** The endpoint lets nobody in because it is asked too much: a wall at once. */
    synchronized void shut() {
        if (!wall.stands()) {
            takeTrialBack(nanos.getAsLong());
            raiseWall(nanos.getAsLong(), Duration.ZERO);
        }
    }

    /** How many in a row are no accident: more where an endpoint refuses by chance. */
    private int row() {
        double byChance = RARE / Math.log(Math.max(lastingShare, 1e-9));
        return (int) Math.min(LONGEST_ROW, Math.max(ROW, Math.ceil(byChance)));
    }

    private void open(long now) {
        var stood = Duration.ofNanos(now - wall.since());
        Duration faded = window.multipliedBy(7).dividedBy(10);
        window = stood.compareTo(faded) > 0 ? stood : faded;
        learn(now);
        wall = Wall.NONE;
        epoch++;
        probing = false;
        refusedInRow = 0;
        lateShare = 0;
        filledAt = now;
        tokens = 1;
        quietSince = now;
        rise = patience == 1 ? BOLD_RISE : FIRST_RISE;
        rateBeforeTrial = Double.NaN;
    }

    private void learn(long now) {
        var since = Duration.ofNanos(now - markedAt);
        if (answeredSinceMark >= ENOUGH) {
            boolean recent = since.compareTo(Tally.MEMORY) <= 0;
            double found = recent ? answeredSinceMark / seconds(since) : lately(now);
            rate = bounded(found > rate * NEAR && found < rate ? Math.max(found, rate * A_LITTLE_LESS) : found);
            mark(now);
        } else if (since.compareTo(LONG_ENOUGH) >= 0) {
            rate = bounded(Math.min(rate, lately(now)));
            mark(now);
        } else if (Double.isFinite(rate)) {
            rate = bounded(rate * LESS);
        }
    }

    /** What was answered a second within memory: what a server allowed before a wall may be all that it allows for a while. */
    private double lately(long now) {
        var began = Duration.ofNanos(now - firstAt);
        Duration time = began.compareTo(Tally.MEMORY) < 0 ? began : Tally.MEMORY;
        return answers.within(time, now) / seconds(time);
    }

    private double bounded(double perSecond) {
        return Math.max(SLOWEST, Math.min(ceiling, perSecond));
    }

    private void mark(long now) {
        markedAt = now;
        answeredSinceMark = 0;
    }

    private void tryMore(long now) {
        if (Double.isInfinite(rate) || rate >= ceiling) {
            return;
        }
        double quiet = seconds(Duration.ofNanos(now - quietSince));
        double wanted = Math.max(Math.max(seconds(SHORTEST_QUIET), ENOUGH / rate), seconds(window));
        if (quiet >= wanted * patience) {
            rateBeforeTrial = rate;
            rate = bounded(rate * (1 + rise));
            rise = Math.min(LARGEST_RISE, rise * 2);
            quietSince = now;
        }
    }

    private void takeTrialBack(long now) {
        quietSince = now;
        rise = FIRST_RISE;
        if (!Double.isNaN(rateBeforeTrial)) {
            rate = bounded(rateBeforeTrial * SAFE);
            rateBeforeTrial = Double.NaN;
            patience = Math.min(LONGEST_PATIENCE, patience * 2);
        }
    }

    private void refill(long now) {
        tokens = Math.min(capacity(), tokens + (now - filledAt) / 1e9 * rate);
        filledAt = now;
    }

    private double capacity() {
        return Double.isInfinite(rate) ? Double.POSITIVE_INFINITY : Math.max(1, rate * BURST_SECONDS);
    }

    private static double seconds(Duration time) {
        return Math.max(1, time.toNanos()) / 1e9;
    }
}

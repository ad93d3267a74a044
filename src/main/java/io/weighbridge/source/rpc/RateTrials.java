package io.weighbridge.source.rpc;

import java.time.Duration;

/**
 * When a rate is raised on trial, and how far: after a time in which the rate was used and nothing was refused. A refusal
 * takes the trial back and bounds the next one; where the bounds are close, trials become rare. Not safe for many threads.
 */
final class RateTrials {

    /** So many answers are enough to judge a rate by. */
    static final int ENOUGH = 8;

    private static final double SHORTEST = 1;
    private static final double LONGEST_WINDOW = 60;

    /** After a trial that failed, the server's window may be full for so many refusal periods. */
    private static final int EXPLAINED = 2;

    /** A rate was in use when so much of it was. */
    private static final double USED = 0.7;

    private static final double RISE = 0.02;
    private static final double BOLD_RISE = 0.05;
    private static final double LARGEST_RISE = 0.4;
    private static final double GUESS_RISE = 1;
    private static final double CLOSE = 1.03;
    private static final int LONGEST_PATIENCE = 64;

    /** So many times as long as the last trial that failed kept everybody waiting there is none. */
    private static final double WORTH = 40;

    private static final double WORTH_A_GUESS = 8;

    /** A refusal period at the server's word that lasted longer than this, in seconds, will do so again. */
    private static final double DEAR = 20;

    /** After a trial that failed the rate is a little lower than before it. */
    private static final double LESS = 0.99;

    /** So many quiet times on, what a pause left over may follow at once again. */
    private static final double CALM = 4;

    private final TokenBucket bucket;
    private double rise = RISE;
    private double refusedAt = Double.POSITIVE_INFINITY;
    private double before = Double.NaN;
    private int patience = 1;
    private double window;
    private double cost;
    private boolean everProven;
    private boolean failing;
    private boolean guessed;
    private boolean loosened;
    private int doubts;
    private long since;
    private long answered;

    RateTrials(TokenBucket bucket, long nowNanos) {
        this.bucket = bucket;
        this.since = nowNanos;
    }

    /** Whether the rate is on trial. */
    boolean running() {
        return !Double.isNaN(before);
    }

    /** A refusal period begins: whether the rate has to be learned anew, for neither a trial nor one odd minute explains it. */
    boolean doubt() {
        doubts = running() ? -EXPLAINED : doubts + 1;
        return bucket.free() || !everProven || doubts > 1;
    }

    /**
     * A rate was learned.
     *
     * @param answers from how many answers; a few make a guess, and the first trials great
     */
    void learned(long answers) {
        guessed = answers < ENOUGH;
        rise = guessed ? GUESS_RISE : patience == 1 ? BOLD_RISE : RISE;
        refusedAt = Double.POSITIVE_INFINITY;
        before = Double.NaN;
        doubts = 0;
    }

    /** A refusal period has ended that lasted so long, by the server's word or not. */
    void opened(long now, Duration stood, boolean told) {
        double seconds = stood.toNanos() / 1e9;
        window = Math.min(LONGEST_WINDOW, Math.max(seconds, window));
        if (failing || (told && seconds > DEAR)) {
            cost = seconds;
        }
        failing = false;
        restart(now);
    }

    /** A request was answered: raises the rate when it is time. */
    void answered(long now) {
        answered++;
        if (bucket.free()) {
            return;
        }
        double quiet = (now - since) / 1e9;
        double wanted = Math.max(Math.max(SHORTEST, ENOUGH / bucket.rate()), window);
        if (quiet < wanted) {
            return;
        }
        if (answered < USED * TokenBucket.MARGIN * bucket.rate() * quiet) {
            restart(now);
            return;
        }
        doubts = 0;
        everProven = true;
        failing = false;
        boolean rough = guessed && !isClose();
        double worth = cost * (rough ? WORTH_A_GUESS : WORTH);
        if (!loosened && quiet >= Math.max(worth, wanted * CALM)) {
            loosened = true;
            bucket.loosen();
        }
        if (quiet >= Math.max(worth, rough ? wanted : wanted * patience) && !bucket.highest()) {
            raise();
            restart(now);
        }
    }

    private void raise() {
        double rate = bucket.rate();
        before = rate;
        if (isClose()) {
            refusedAt = Double.POSITIVE_INFINITY;
            rise = RISE;
        }
        if (Double.isInfinite(refusedAt)) {
            bucket.set(rate * (1 + rise));
            rise = Math.max(rise, Math.min(LARGEST_RISE, rise * 2));
        } else {
            bucket.set((rate + refusedAt) / 2);
        }
    }

    /** Requests were refused that would not have been by chance: the trial is taken back, or else the rate lowered. */
    void refused(long now) {
        restart(now);
        if (bucket.free()) {
            return;
        }
        if (running()) {
            refusedAt = bucket.rate();
            bucket.set(before * LESS);
            before = Double.NaN;
            failing = true;
            if (isClose()) {
                patience = Math.min(LONGEST_PATIENCE, patience * 2);
            }
        } else if (!bucket.smooth()) {
            bucket.set(bucket.rate() * LESS);
        }
    }

    /** Whether any rate was ever in use for a while and nothing was refused. */
    boolean everProven() {
        return everProven;
    }

    private boolean isClose() {
        return refusedAt < bucket.rate() * CLOSE;
    }

    private void restart(long now) {
        loosened = false;
        since = now;
        answered = 0;
    }
}

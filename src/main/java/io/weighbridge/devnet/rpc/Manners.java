package io.weighbridge.devnet.rpc;

import java.time.Duration;

/**
 * How a server treats its clients, so that they meet here what public nodes do to them.
 *
 * @param latency how late each answer is
 * @param limit how many requests are taken; those beyond are refused with -32029, over HTTP with status 429
 * @param refused the part of all requests that is refused in that way by chance, 0 to 1
 * @param prunedBelow the states of blocks below that one are gone
 */
public record Manners(Duration latency, Limit limit, double refused, long prunedBelow) {

    /** Answers everything at once. */
    public static final Manners KIND = new Manners(Duration.ZERO, Limit.NONE, 0, 0);

    /**
     * A number of requests within any stretch of time.
     *
     * @param requests how many, at least one
     * @param time in how much time; zero for no limit
     */
    public record Limit(int requests, Duration time) {

        /** Everything is taken. */
        public static final Limit NONE = new Limit(1, Duration.ZERO);

        /** The most requests that a limit may allow: all of them are remembered. */
        private static final int MOST = 1_000_000;

        /** Checks the ranges. */
        public Limit {
            if (requests < 1 || requests > MOST || time.isNegative()) {
                throw new IllegalArgumentException(
                        "a limit is 1 to " + MOST + " requests in some time: " + requests + " in " + time);
            }
        }
    }

    /** Checks the ranges. */
    public Manners {
        if (latency.isNegative() || !(refused >= 0 && refused <= 1) || prunedBelow < 0) {
            throw new IllegalArgumentException(
                    "out of range: latency " + latency + ", refused part " + refused + ", pruned below " + prunedBelow);
        }
    }

    /** The same with another latency. */
    public Manners withLatency(Duration other) {
        return new Manners(other, limit, refused, prunedBelow);
    }

    /** The same with another limit. */
    public Manners withLimit(Limit other) {
        return new Manners(latency, other, refused, prunedBelow);
    }

    /** The same with another part of requests refused by chance. */
    public Manners withRefused(double part) {
        return new Manners(latency, limit, part, prunedBelow);
    }

    /** The same with states gone below another block. */
    public Manners withPrunedBelow(long block) {
        return new Manners(latency, limit, refused, block);
    }
}

package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.List;

/**
 * What an {@link RpcSource} is told; {@link #of} has the defaults.
 *
 * @param endpoints at least one; the next is used where one cannot be reached
 * @param trustBodies whether block bodies are believed without comparing them with the extrinsics root, and block 0
 *     without comparing its hash; for chains that carry none, such as recordings
 * @param deadlines how long things may take
 * @param limits how much there may be of things
 * @param retry how faults that pass are tried again
 */
public record RpcOptions(
        List<Endpoint> endpoints, boolean trustBodies, Deadlines deadlines, Limits limits, RetryPolicy retry) {

    /**
     * How long things may take; all positive.
     *
     * @param call from sending a request to its answer
     * @param connect from nothing to an open WebSocket, all handshakes included
     * @param silentHead from one finalized head to the next; a longer silence counts as a broken connection
     */
    public record Deadlines(Duration call, Duration connect, Duration silentHead) {

        /** 30 s a call, 10 s to connect, 48 s of silence (four block times of 12 s). */
        public static final Deadlines DEFAULT =
                new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(48));

        /** Checks that they are positive. */
        public Deadlines {
            if (call.toMillis() < 1 || connect.toMillis() < 1 || silentHead.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "times are at least a millisecond: " + call + ", " + connect + ", " + silentHead);
            }
        }
    }

    /**
     * How much there may be of things.
     *
     * @param inFlight requests sent and not yet answered on one connection, at least 1
     * @param queued requests that wait for a free place beyond that; more are refused
     * @param messageBytes the longest message taken from a node, at least 1024
     */
    public record Limits(int inFlight, int queued, int messageBytes) {

        /** 64 requests in flight, 4096 waiting, 64 MB a message (metadata is about 1 MB). */
        public static final Limits DEFAULT = new Limits(64, 4096, 64 << 20);

        /** Checks the ranges. */
        public Limits {
            if (inFlight < 1 || queued < 0 || messageBytes < 1024) {
                throw new IllegalArgumentException("limits are too small: " + inFlight + " requests in flight, "
                        + queued + " waiting, " + messageBytes + " bytes a message");
            }
        }
    }

    /** Copies the endpoints and checks that there is one. */
    public RpcOptions {
        endpoints = Endpoint.distinct(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("there is at least one endpoint");
        }
    }

    /** The defaults, nothing trusted. */
    public static RpcOptions of(List<Endpoint> endpoints) {
        return new RpcOptions(endpoints, false, Deadlines.DEFAULT, Limits.DEFAULT, RetryPolicy.DEFAULT);
    }

    /** The same with other trust. */
    public RpcOptions withTrustBodies(boolean trust) {
        return new RpcOptions(endpoints, trust, deadlines, limits, retry);
    }

    /** The same with other deadlines. */
    public RpcOptions withDeadlines(Deadlines others) {
        return new RpcOptions(endpoints, trustBodies, others, limits, retry);
    }

    /** The same with other limits. */
    public RpcOptions withLimits(Limits others) {
        return new RpcOptions(endpoints, trustBodies, deadlines, others, retry);
    }

    /** The same with another retry policy. */
    public RpcOptions withRetry(RetryPolicy policy) {
        return new RpcOptions(endpoints, trustBodies, deadlines, limits, policy);
    }
}

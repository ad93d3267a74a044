package io.weighbridge.source.rpc;

import io.weighbridge.source.SourceException;
import io.weighbridge.source.json.NodeJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a node's error answers mean; nodes, proxies and years differ in code and words. */
final class Refusals {

    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_REQUEST = -32600;
    private static final int INVALID_PARAMS = -32602;
    /** {@code state_*} at a block that the client does not have (sc-rpc-api, state/error.rs). */
    private static final int STATE_CLIENT_ERROR = 4003;

    /** How nodes, proxies and providers say that they are asked too much. */
    private static final List<String> WORDS = List.of(
            "rate limit",
            "rate-limit",
            "ratelimit",
            "too many requests",
            "limit exceeded",
            "quota exceeded",
            "throttl");

    /** A method without which nothing is a node of a chain like this. */
    private static final String EVERY_NODE_HAS = "chain_getBlockHash";

    private static final String NO_SUBSTRATE = "; it is no node of a Substrate chain, as it lacks what every one has";

    private Refusals() {}

    /**
     * Classifies an error answer.
     *
     * @param endpoint the endpoint's name
     * @param method what was asked
     */
    static Reply.Failure classify(String endpoint, String method, int code, String message, Duration took) {
        String words = message.toLowerCase(Locale.ROOT);
        String text = endpoint + " refuses " + method + ": " + NodeJson.shown(message) + " (code " + code + ")";
        if (isThrottling(code, words)) {
            return new Reply.Failure(
                    Result.THROTTLED,
                    new SourceException.Transient(text + "; it is asked too much, so requests slow down"),
                    took);
        }
        if (code == METHOD_NOT_FOUND || isNotOffered(words)) {
            return new Reply.Failure(
                    Result.LACKING,
                    new SourceException.Unusable(text
                            + (EVERY_NODE_HAS.equals(method)
                                    ? NO_SUBSTRATE
                                    : "; this endpoint does not offer the method")
                            + ": use another one"),
                    took);
        }
        if (isUnknownBlock(words)) {
            return new Reply.Failure(Result.UNKNOWN, new SourceException.Transient(text), took);
        }
        if (code == STATE_CLIENT_ERROR || words.contains("state already discarded")) {
            return new Reply.Failure(
                    Result.PRUNED,
                    new SourceException.Pruned(
                            text + "; the node keeps only recent states: use an archive endpoint for this block"),
                    took);
        }
        boolean ours = code == INVALID_REQUEST || code == INVALID_PARAMS;
        return new Reply.Failure(
                Result.ERROR, ours ? new SourceException.Unusable(text) : new SourceException.Transient(text), took);
    }

    /** Whether a node or a proxy before it says that it is asked too much. */
    static boolean isThrottling(int code, String words) {
        return code == 429
                || code == -32029
                || code == -32005
                || code == -32004
                || WORDS.stream().anyMatch(words::contains);
    }

    /** Nodes forbid some methods to those outside, and providers sell some only to some; each has its own code for it. */
    private static boolean isNotOffered(String words) {
        return words.contains("unsafe to be called")
                || words.contains("method not ")
                || words.contains("method is not ");
    }

    /** A node behind a load balancer may not have a block yet that its neighbour has told about. */
    private static boolean isUnknownBlock(String words) {
        return words.contains("header was not found")
                || words.contains("not found in the database")
                || words.contains("expect block number from id");
    }
}

package io.weighbridge.watch;

import java.util.Locale;

/**
 * What keeps verified blocks behind the finalized head.
 *
 * @param kind in a word, for programs
 * @param gains whether the distance becomes smaller all the same
 * @param reason for people: what is seen, and what helps; empty for {@link #NONE}
 */
public record LagCause(Kind kind, boolean gains, String reason) {

    /** Verified blocks keep up with the finalized head. */
    public static final LagCause NONE = new LagCause(Kind.NONE, true, "");

    /** Whether anything keeps them behind. */
    public boolean isPresent() {
        return kind != Kind.NONE;
    }

    /** The kinds of it; where several hold, the first one is told. */
    public enum Kind {
        /** None. */
        NONE,
        /** No process follows the chain. */
        NOT_FOLLOWED,
        /** The store cannot be reached, or has no room. */
        STORE_UNAVAILABLE,
        /** No endpoint answers, or none may be used. */
        NO_ENDPOINT,
        /** Endpoints answer, and tell of no new block. */
        SILENT_HEAD,
        /** Another program keeps the store locked. */
        STORE_LOCKED,
        /** Writing to the store takes most of the time. */
        STORE_SLOW,
        /** An endpoint takes so many requests and no more. */
        RATE_LIMIT,
        /** An endpoint leaves requests unanswered, or answers them badly. */
        ENDPOINT_FAULTS,
        /** An endpoint answers late. */
        ENDPOINT_SLOW,
        /** The processor is the limit. */
        PROCESSOR,
        /** Nothing is wrong: there is much to catch up with. */
        CATCHING_UP;

        /** The word in metrics and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

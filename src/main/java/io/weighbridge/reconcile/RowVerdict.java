package io.weighbridge.reconcile;

import java.util.Locale;

/** What is to be said of a validator's row without a fact. */
public enum RowVerdict {
    /** Its fact may still come. */
    PENDING,
    /** Blocks in which its fact may be were not followed. */
    UNKNOWN_COVERAGE,
    /** It has neither a readable block nor a readable time. */
    UNPLACEABLE,
    /** It logs a failure, and indeed nothing reached the chain. */
    NOT_SUBMITTED,
    /** It logs a success without a hash, and nothing reached the chain. */
    NO_SUBMISSION,
    /** It claims a success that the chain does not know. */
    ABSENT_ON_CHAIN,
    /** More than one fact may be its own. */
    AMBIGUOUS,
    /** It names an extrinsic of another hotkey, subnet or mechanism. */
    HASH_CONFLICT,
    /** It is of another subnet. */
    OUT_OF_SCOPE,
    /** Its link was taken back by hand. */
    SUPPRESSED;

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

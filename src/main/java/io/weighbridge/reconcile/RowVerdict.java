package io.weighbridge.reconcile;

import java.util.Locale;

/** The result of reconciling for a validator's row without a fact. */
public enum RowVerdict {
    /** Its fact may still come. */
    PENDING("its fact may still come"),
    /** Blocks in which its fact may be were not followed. */
    UNKNOWN_COVERAGE("blocks in which its fact may be were not followed"),
    /** It has neither a readable block nor a readable time. */
    UNPLACEABLE("it has neither a readable block nor a readable time"),
    /** It logs a failure, and indeed nothing reached the chain. */
    NOT_SUBMITTED("it logs a failure, and nothing reached the chain"),
    /** It logs a success without a hash, and nothing reached the chain. */
    NO_SUBMISSION("it logs a success without a hash, and nothing reached the chain"),
    /** It claims a success that the chain does not know. */
    ABSENT_ON_CHAIN("it claims a success that the chain does not know"),
    /** More than one fact may be its own. */
    AMBIGUOUS("more than one fact may be its own"),
    /** It names an extrinsic of another hotkey, subnet or mechanism. */
    HASH_CONFLICT("it names an extrinsic of another hotkey, subnet or mechanism"),
    /** It is of another subnet. */
    OUT_OF_SCOPE("it is of another subnet"),
    /** Its link was undone by the operator. */
    SUPPRESSED("its link was taken back by hand");

    private final String reason;

    RowVerdict(String reason) {
        this.reason = reason;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** Whether the operator should look at it. */
    public boolean isDisagreement() {
        return switch (this) {
            case UNPLACEABLE, ABSENT_ON_CHAIN, AMBIGUOUS, HASH_CONFLICT -> true;
            case PENDING, UNKNOWN_COVERAGE, NOT_SUBMITTED, NO_SUBMISSION, OUT_OF_SCOPE, SUPPRESSED -> false;
        };
    }

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

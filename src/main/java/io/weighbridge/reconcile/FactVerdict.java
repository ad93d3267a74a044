package io.weighbridge.reconcile;

import java.util.Locale;

/** The result of reconciling for a fact. */
public enum FactVerdict {
    /** It is linked to a validator's row. */
    LINKED("it has a row of the validator's"),
    /** It has a row of this program. */
    INSERTED("it has a row of our own"),
    /** It has not settled, or a row may belong either to it or to a younger fact. */
    HELD("it is young, or waits for a row that may turn to a younger fact"),
    /** More than one row may be its own. */
    AMBIGUOUS("more than one row may be its own"),
    /** Its row was deleted by another program. */
    TOMBSTONE("its row was deleted by somebody else"),
    /** Its link was undone by the operator, or it failed and failures get no rows. */
    SUPPRESSED("its link was taken back by hand, or failures get no rows"),
    /** It is of another hotkey, subnet or mechanism. */
    OUT_OF_SCOPE("it is of another hotkey, subnet or mechanism"),
    /** The table requires a value that facts do not have. */
    NOT_INSERTED("the table wants a value that no fact has");

    private final String reason;

    FactVerdict(String reason) {
        this.reason = reason;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** Whether the operator should look at it. */
    public boolean isDisagreement() {
        return this == AMBIGUOUS || this == NOT_INSERTED;
    }

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

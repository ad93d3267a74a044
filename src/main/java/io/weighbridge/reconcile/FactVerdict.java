package io.weighbridge.reconcile;

import java.util.Locale;

/** What became of a fact. */
public enum FactVerdict {
    /** It has a row of the validator's. */
    LINKED("it has a row of the validator's"),
    /** It has a row of our own. */
    INSERTED("it has a row of our own"),
    /** It is too young, or waits for a row that may still turn to a younger fact. */
    HELD("it is young, or waits for a row that may turn to a younger fact"),
    /** More than one row may be its own. */
    AMBIGUOUS("more than one row may be its own"),
    /** Its row was deleted by somebody else. */
    TOMBSTONE("its row was deleted by somebody else"),
    /** Its link was taken back by hand, or it failed and failures get no rows. */
    SUPPRESSED("its link was taken back by hand, or failures get no rows"),
    /** It is of another hotkey, subnet or mechanism. */
    OUT_OF_SCOPE("it is of another hotkey, subnet or mechanism"),
    /** The table wants a value that no fact has. */
    NOT_INSERTED("the table wants a value that no fact has");

    private final String reason;

    FactVerdict(String reason) {
        this.reason = reason;
    }

    /** Why, in words. */
    public String reason() {
        return reason;
    }

    /** Whether somebody should look into it. */
    public boolean isDisagreement() {
        return this == AMBIGUOUS || this == NOT_INSERTED;
    }

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

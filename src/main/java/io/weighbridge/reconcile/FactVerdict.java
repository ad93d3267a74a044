package io.weighbridge.reconcile;

import java.util.Locale;

/** What became of a fact. */
public enum FactVerdict {
    /** It has a row of the validator's. */
    LINKED,
    /** It has a row of our own. */
    INSERTED,
    /** It is too young, or waits for a row that may still turn to a younger fact. */
    HELD,
    /** More than one row may be its own. */
    AMBIGUOUS,
    /** Its row was deleted by somebody else. */
    TOMBSTONE,
    /** Its link was taken back by hand. */
    SUPPRESSED,
    /** It is of another hotkey, subnet or mechanism. */
    OUT_OF_SCOPE,
    /** It gets no row: it failed, and failures are not inserted, or the table cannot take rows. */
    NOT_INSERTED;

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

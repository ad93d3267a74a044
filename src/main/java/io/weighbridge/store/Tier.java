package io.weighbridge.store;

import java.util.Locale;

/** What a link between a row and a fact rests on, strongest first. */
public enum Tier {
    /** The row names the extrinsic, its block, or its place in the block. */
    HASH,
    /** The row names the drand round of a timelocked commit. */
    ROUND,
    /** The logged weights are those on chain. */
    WEIGHTS,
    /** Nothing but the time, where one side has no weights to compare. */
    TIME,
    /** The row is our own. */
    INSERTED;

    /** The word in tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier of that word. */
    public static Tier of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package io.weighbridge.reconcile;

import java.util.Locale;

/** How well logged weights agree with those on chain. */
public enum Grade {
    /** The same uids and values. */
    EXACT,
    /** Every uid within 1; a missing uid counts as 0. */
    CLOSE,
    /** The chain has further uids, all of them expected extras; the logged ones agree after scaling. */
    PARTIAL,
    /** All logged weights are 0 and the chain has only expected extras: no evidence for or against the pair. */
    ZERO,
    /** They differ. */
    CONTRADICTION;

    /** The word in reports. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the weights are evidence for the pair. */
    boolean agrees() {
        return this == EXACT || this == CLOSE || this == PARTIAL;
    }
}

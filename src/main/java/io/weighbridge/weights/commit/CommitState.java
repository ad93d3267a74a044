package io.weighbridge.weights.commit;

import java.util.Locale;

/** The state of a commit; the lower-case name is its word. */
public enum CommitState {
    /** Its reveal can still come. */
    PENDING,
    /** Its weights took effect. */
    REVEALED,
    /** Timelocked: all blocks that could reveal it are verified, and none did. The chain deposits no event for this. */
    LOST,
    /** By hash: the chain dropped it while it could still be revealed, because of a later commit or reveal. */
    OVERWRITTEN,
    /** By hash: nobody revealed it in time. */
    EXPIRED,
    /** No reveal is known, but its window is not known either, or not all blocks of its window are verified. */
    UNKNOWN;

    /** The word in tables, JSON and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.weighbridge.weights.commit;

import java.util.Locale;

/** What has become of a commit; the lower-case name is the word for it. */
public enum CommitState {
    /** Its reveal can still come. */
    PENDING,
    /** Its weights took effect. */
    REVEALED,
    /** Timelocked: the blocks that could reveal it are over and verified, and none did. The chain says nothing of it. */
    LOST,
    /** By hash: the chain dropped it while it could still be revealed, for a later commit's sake. */
    OVERWRITTEN,
    /** By hash: nobody revealed it in time. */
    EXPIRED,
    /** It was not revealed as far as is known, but when it can be is not, or not all of these blocks are verified. */
    UNKNOWN;

    /** The word in tables, JSON and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

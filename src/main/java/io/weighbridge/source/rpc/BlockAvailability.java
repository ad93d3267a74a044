package io.weighbridge.source.rpc;

/**
 * Which blocks an endpoint can tell of, as far as it has shown: up to its finalized head, and down to where states were
 * thrown away. Safe for many threads.
 */
final class BlockAvailability {

    /** The number of a block that nobody has told. */
    static final long UNKNOWN = -1;

    private long head = UNKNOWN;
    private long prunedUpTo = UNKNOWN;
    private long servedFrom = Long.MAX_VALUE;

    /** That block is finalized there. */
    synchronized void head(long number) {
        head = Math.max(head, number);
    }

    /** The state of that block was thrown away, and so were those before it. */
    synchronized void pruned(long number) {
        prunedUpTo = Math.max(prunedUpTo, number);
        if (servedFrom <= prunedUpTo) {
            servedFrom = prunedUpTo + 1;
        }
    }

    /** The state of that block is there. */
    synchronized void served(long number) {
        if (number > prunedUpTo) {
            servedFrom = Math.min(servedFrom, number);
        }
    }

    /** Whether anything is known about how far back states go. */
    synchronized boolean depthKnown() {
        return prunedUpTo != UNKNOWN || servedFrom != Long.MAX_VALUE;
    }

    /** Whether the endpoint probably has what is asked for. */
    synchronized boolean has(PendingRequest pending) {
        long block = pending.block();
        return block == UNKNOWN || ((head == UNKNOWN || block <= head) && (!pending.needsState() || hasState(block)));
    }

    /** Once states were seen to be gone, only those are believed in that were seen to be there. */
    private boolean hasState(long block) {
        return prunedUpTo == UNKNOWN || block >= servedFrom;
    }
}

package io.weighbridge.backfill;

/** What to do with blocks whose state the endpoints have pruned. */
public enum PrunedBlocks {
    /** Refuse them, and say which endpoint could serve them. */
    REFUSED,
    /** Read only their bodies: the signed calls, without outcomes. */
    BY_BODIES
}

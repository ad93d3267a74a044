package io.weighbridge.backfill;

/** What to do about blocks whose state the endpoints do not keep. */
public enum PrunedBlocks {
    /** Refuse them, and say what would serve them. */
    REFUSED,
    /** Read their bodies alone: the signed calls, without what became of them. */
    BY_BODIES
}

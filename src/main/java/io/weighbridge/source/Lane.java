package io.weighbridge.source;

/** Who waits for an answer: where an endpoint takes fewer requests than there are, the earlier lane goes first. */
public enum Lane {
    /** What just happened, and everything that others wait for. */
    LIVE,
    /** What happened long ago. */
    BACKFILL
}

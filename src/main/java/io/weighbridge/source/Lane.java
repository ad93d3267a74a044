package io.weighbridge.source;

/** The priority of a request: where an endpoint takes fewer requests than there are, the earlier lane goes first. */
public enum Lane {
    /** New blocks, and everything that other work waits for. */
    LIVE,
    /** Old blocks. */
    BACKFILL
}

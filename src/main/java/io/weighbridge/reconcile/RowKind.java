package io.weighbridge.reconcile;

/** How the validator came to write a row, which limits how far from the inclusion it can be. */
public enum RowKind {
    /** It waited for inclusion or finalization and was told of success. */
    WAITED,
    /** It did not wait: the row is written before the inclusion. */
    NO_WAIT,
    /** A success without a hash: mostly nothing was sent. */
    EMPTY,
    /** A failure. */
    FAILURE,
    /** Anything else. */
    OTHER
}

package io.weighbridge.weights;

import io.weighbridge.chain.Uid;

/** A hotkey's uid, if an event of the block names it. */
public sealed interface KnownUid {

    /**
     * An event names it.
     *
     * @param value the uid
     */
    record Known(Uid value) implements KnownUid {}

    /** No event names it, as with failed calls and commits. */
    enum Unknown implements KnownUid {
        /** The only one. */
        UNKNOWN
    }
}

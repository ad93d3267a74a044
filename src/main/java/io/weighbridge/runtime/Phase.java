package io.weighbridge.runtime;

/** When in a block an event happened. */
public sealed interface Phase {

    /**
     * While an extrinsic ran.
     *
     * @param extrinsic its index in the block
     */
    record ApplyExtrinsic(int extrinsic) implements Phase {}

    /** After all extrinsics. */
    enum Finalization implements Phase {
        /** The only one. */
        FINALIZATION
    }

    /** Before the first extrinsic: block hooks and upgrades. */
    enum Initialization implements Phase {
        /** The only one. */
        INITIALIZATION
    }
}

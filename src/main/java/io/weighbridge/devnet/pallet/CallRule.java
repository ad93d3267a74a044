package io.weighbridge.devnet.pallet;

import java.util.List;

/** What one call does. */
interface CallRule {

    /**
     * Runs the call. What it changes is taken back if it throws.
     *
     * @throws DispatchFailure if the chain would refuse
     */
    void run(Frame frame, Execution execution);

    /** The calls inside this one, in order. */
    default List<Frame> children(Frame frame) {
        return List.of();
    }

    /** Whether the signer pays a fee for it. */
    default boolean paysFee(Frame frame, Execution execution) {
        return true;
    }

    /** Writes down the weight actions in this call, which was to run and was refused because of {@code cause}. */
    default void refuse(Frame frame, Execution execution, String cause) {
        skip(frame, execution, cause);
    }

    /** Writes down the weight actions in this call, which is not going to run because of {@code cause}. */
    default void skip(Frame frame, Execution execution, String cause) {
        children(frame).forEach(child -> execution.skip(child, cause));
    }
}

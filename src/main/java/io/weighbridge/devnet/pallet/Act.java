package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.weights.Position;
import java.util.List;

/**
 * One weight action, recorded by the pallet's rules while they ran and not decoded from the block: the truth that tests
 * compare with.
 *
 * @param block the block's number
 * @param position where in the block
 * @param signer who signed the extrinsic; the hotkey where the chain acted by itself
 * @param hotkey whose weights they are
 * @param call the call, {@code SubtensorModule.set_weights}; the event's name where the chain acted by itself
 * @param netuid the subnet as named by the call, 0 to 65535
 * @param mechanism the mechanism as named by the call, 0 to 255; 0 where the call names none
 * @param deed what it carried
 * @param outcome what became of it
 * @param error why, {@code Pallet.ErrorName}; empty for a success
 */
public record Act(
        long block,
        Position position,
        AccountId signer,
        AccountId hotkey,
        String call,
        int netuid,
        int mechanism,
        Deed deed,
        Outcome outcome,
        String error) {

    /** What became of an action. */
    public enum Outcome {
        /** It took effect. */
        SUCCESS,
        /** It ran and failed. */
        FAILED,
        /**
         * It ran, and a call around it undid it. In a {@code batch_all} that failed so counts every action: no block tells
         * which of them failed.
         */
        ROLLED_BACK,
        /** It never ran. */
        NOT_EXECUTED
    }

    /** An action that a call asked for. */
    static Act ofCall(
            Frame frame,
            Execution execution,
            Position position,
            AccountId hotkey,
            int netuid,
            int mechanism,
            Deed deed,
            Outcome outcome,
            String error) {
        return new Act(
                execution.number(),
                position,
                frame.signer(),
                hotkey,
                frame.call().qualifiedName(),
                netuid,
                mechanism,
                deed,
                outcome,
                error);
    }

    /** The uids in the open, in order; empty for a commit. */
    public List<Integer> uids() {
        return deed.weightsShown().stream()
                .flatMap(weights -> weights.uids().stream())
                .toList();
    }

    /** The values in the open, in order; empty for a commit. */
    public List<Integer> values() {
        return deed.weightsShown().stream()
                .flatMap(weights -> weights.values().stream())
                .toList();
    }

    /** The same action, undone because of {@code cause}. */
    Act undone(String cause) {
        return new Act(block, position, signer, hotkey, call, netuid, mechanism, deed, Outcome.ROLLED_BACK, cause);
    }
}

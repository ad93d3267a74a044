package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;

/** {@code commit_weights} and {@code commit_mechanism_weights}. */
final class CommitByHash implements SingleAct {

    @Override
    public void act(Frame frame, Execution execution, AccountId hotkey) {
        HashCommits.commit(execution, hotkey, SingleAct.netuid(frame), SingleAct.mechanism(frame), hash(frame));
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey) {
        return new Deed.HashCommit(hash(frame));
    }

    private static Hash hash(Frame frame) {
        return new Hash(frame.call().arg("commit_hash").asBytes());
    }
}

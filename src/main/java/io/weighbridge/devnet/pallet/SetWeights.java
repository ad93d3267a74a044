package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;

/** {@code set_weights} and {@code set_mechanism_weights}. */
final class SetWeights implements SingleAct {

    @Override
    public void act(Frame frame, Execution execution, AccountId hotkey) {
        WeightRules.setWeights(execution, submission(frame, hotkey));
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey) {
        return submission(frame, hotkey).weights();
    }

    private static WeightRules.Submission submission(Frame frame, AccountId hotkey) {
        Value.Fields args = frame.call().args();
        return new WeightRules.Submission(
                hotkey,
                SingleAct.netuid(frame),
                SingleAct.mechanism(frame),
                args.get("dests").asInts(),
                args.get("weights").asInts(),
                args.get("version_key").asLong());
    }
}

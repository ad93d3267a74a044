package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.Position;
import java.util.List;

/** {@code reveal_weights} and {@code reveal_mechanism_weights}. */
final class RevealByHash implements SingleAct {

    @Override
    public void act(Frame frame, Execution execution, AccountId hotkey) {
        HashCommits.reveal(execution, shown(frame, hotkey), Position.ofCall(frame.extrinsic(), frame.path()));
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey) {
        HashCommits.Shown shown = shown(frame, hotkey);
        return new Deed.Reveal(shown.weights().weights(), shown.hash());
    }

    static HashCommits.Shown shown(Frame frame, AccountId hotkey) {
        Value.Fields args = frame.call().args();
        List<Integer> salt = args.get("salt").asInts();
        var weights = new WeightRules.Submission(
                hotkey,
                SingleAct.netuid(frame),
                SingleAct.mechanism(frame),
                args.get("uids").asInts(),
                args.get("values").asInts(),
                args.get("version_key").asLong());
        return new HashCommits.Shown(weights, salt);
    }
}

package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.Position;

/** {@code set_weights} and {@code set_mechanism_weights}. */
final class SetWeights implements CallRule {

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        WeightRules.Submission submission = submission(frame, hotkey);
        try {
            WeightRules.setWeights(execution, submission);
        } catch (DispatchFailure failure) {
            execution.record(act(frame, execution, submission, Outcome.FAILED, execution.errorName(failure.error())));
            throw failure;
        }
        execution.record(act(frame, execution, submission, Outcome.SUCCESS, ""));
    }

    @Override
    public boolean paysFee(Frame frame, Execution execution) {
        return false;
    }

    @Override
    public void refuse(Frame frame, Execution execution, String cause) {
        record(frame, execution, Outcome.FAILED, cause);
    }

    @Override
    public void skip(Frame frame, Execution execution, String cause) {
        record(frame, execution, Outcome.NOT_EXECUTED, cause);
    }

    private static void record(Frame frame, Execution execution, Outcome outcome, String cause) {
        if (frame.origin() instanceof Origin.Signed signed) {
            execution.record(act(frame, execution, submission(frame, signed.account()), outcome, cause));
        }
    }

    private static WeightRules.Submission submission(Frame frame, AccountId hotkey) {
        Value.Fields args = frame.call().args();
        return new WeightRules.Submission(
                hotkey,
                args.get("netuid").asInt(),
                args.find("mecid").map(Value::asInt).orElse(0),
                args.get("dests").asInts(),
                args.get("weights").asInts(),
                args.get("version_key").asLong());
    }

    private static Act act(
            Frame frame, Execution execution, WeightRules.Submission submission, Outcome outcome, String error) {
        return WeightRules.act(
                frame, execution, submission, Position.ofCall(frame.extrinsic(), frame.path()), outcome, error);
    }
}

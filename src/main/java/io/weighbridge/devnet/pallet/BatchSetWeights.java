package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.chain.AccountId;
import io.weighbridge.devnet.pallet.Act.Outcome;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import io.weighbridge.weights.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code batch_set_weights}: several subnets at once. The call succeeds whatever becomes of its items; afterwards each
 * failed item leaves an event (subtensor: subnets/weights.rs, do_batch_set_weights).
 */
final class BatchSetWeights implements CallRule {

    private static final int FIRST_WITH_NETUID_IN_ITEM_FAILED = 411;

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        Fields args = frame.call().args();
        int count = args.get("netuids").asList().size();
        if (args.get("weights").asList().size() != count
                || args.get("version_keys").asList().size() != count) {
            recordAll(frame, execution, hotkey, Outcome.FAILED, "SubtensorModule.InputLengthsUnequal");
            throw execution.failure("SubtensorModule", "InputLengthsUnequal");
        }
        var failures = new ArrayList<Fields>();
        for (int item = 0; item < count; item++) {
            runItem(frame, execution, item, submission(args, hotkey, item), failures);
        }
        if (!failures.isEmpty()) {
            execution.emit("SubtensorModule", "BatchCompletedWithErrors", Fields.NONE);
            failures.forEach(fields -> execution.emit("SubtensorModule", "BatchWeightItemFailed", fields));
        }
        execution.emit("SubtensorModule", "BatchWeightsCompleted", unnamed(args.get("netuids"), account(hotkey)));
    }

    @Override
    public boolean paysFee(Frame frame, Execution execution) {
        return false;
    }

    @Override
    public void refuse(Frame frame, Execution execution, String cause) {
        if (frame.origin() instanceof Origin.Signed signed) {
            recordAll(frame, execution, signed.account(), Outcome.FAILED, cause);
        }
    }

    @Override
    public void skip(Frame frame, Execution execution, String cause) {
        if (frame.origin() instanceof Origin.Signed signed) {
            recordAll(frame, execution, signed.account(), Outcome.NOT_EXECUTED, cause);
        }
    }

    private static void runItem(
            Frame frame, Execution execution, int item, WeightRules.Submission submission, List<Fields> failures) {
        try {
            WeightRules.setWeights(execution, submission);
        } catch (DispatchFailure failure) {
            failures.add(
                    execution.runtime().specVersion() >= FIRST_WITH_NETUID_IN_ITEM_FAILED
                            ? unnamed(number(submission.netuid()), failure.error())
                            : unnamed(failure.error()));
            String error = execution.errorName(failure.error());
            execution.record(act(frame, execution, item, submission, Outcome.FAILED, error));
            return;
        }
        execution.record(act(frame, execution, item, submission, Outcome.SUCCESS, ""));
    }

    private static void recordAll(Frame frame, Execution execution, AccountId hotkey, Outcome outcome, String cause) {
        int count = frame.call().arg("netuids").asList().size();
        for (int item = 0; item < count; item++) {
            WeightRules.Submission submission = submission(frame.call().args(), hotkey, item);
            execution.record(act(frame, execution, item, submission, outcome, cause));
        }
    }

    /** The submission in one item; an item that has no weights or no version key has none of them. */
    private static WeightRules.Submission submission(Fields args, AccountId hotkey, int item) {
        List<Value> weights = args.get("weights").asList();
        List<Value> pairs = item < weights.size() ? weights.get(item).asList() : List.of();
        List<Value> versionKeys = args.get("version_keys").asList();
        return new WeightRules.Submission(
                hotkey,
                args.get("netuids").asList().get(item).asInt(),
                0,
                pairs.stream().map(pair -> pair.asList().get(0).asInt()).toList(),
                pairs.stream().map(pair -> pair.asList().get(1).asInt()).toList(),
                item < versionKeys.size() ? versionKeys.get(item).asLong() : 0);
    }

    private static Act act(
            Frame frame,
            Execution execution,
            int item,
            WeightRules.Submission submission,
            Outcome outcome,
            String error) {
        Position position = Position.ofCall(frame.extrinsic(), frame.path()).item(item);
        return WeightRules.act(frame, execution, submission, position, outcome, error);
    }
}

package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import java.util.List;

/** {@code batch_set_weights}: several subnets at once. */
final class BatchSetWeights implements ActBatch {

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        ensureEqualLengths(frame, execution, List.of("netuids", "weights", "version_keys"));
        runEach(frame, execution, item -> WeightRules.setWeights(execution, submission(frame, hotkey, item)));
        execution.emit(
                "SubtensorModule", "BatchWeightsCompleted", unnamed(frame.call().arg("netuids"), account(hotkey)));
    }

    @Override
    public int items(Frame frame) {
        return frame.call().arg("netuids").asList().size();
    }

    @Override
    public int netuid(Frame frame, int item) {
        return frame.call().arg("netuids").asList().get(item).asInt();
    }

    @Override
    public Deed deed(Frame frame, AccountId hotkey, int item) {
        return submission(frame, hotkey, item).weights();
    }

    /** The submission in one item; an item that has no weights or no version key has none of them. */
    private WeightRules.Submission submission(Frame frame, AccountId hotkey, int item) {
        Fields args = frame.call().args();
        List<Value> weights = args.get("weights").asList();
        List<Value> pairs = item < weights.size() ? weights.get(item).asList() : List.of();
        List<Value> versionKeys = args.get("version_keys").asList();
        return new WeightRules.Submission(
                hotkey,
                netuid(frame, item),
                0,
                pairs.stream().map(pair -> pair.asList().get(0).asInt()).toList(),
                pairs.stream().map(pair -> pair.asList().get(1).asInt()).toList(),
                item < versionKeys.size() ? versionKeys.get(item).asLong() : 0);
    }
}

package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.unnamed;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.Value;
import java.util.List;

/** {@code batch_commit_weights}: hashes on several subnets at once. */
final class BatchCommit implements ActBatch {

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId hotkey = execution.signed(frame);
        ensureEqualLengths(frame, execution, List.of("netuids", "commit_hashes"));
        runEach(
                frame,
                execution,
                item -> HashCommits.commit(execution, hotkey, netuid(frame, item), 0, hash(frame, item)));
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
        return new Deed.HashCommit(hash(frame, item));
    }

    private static Hash hash(Frame frame, int item) {
        List<Value> hashes = frame.call().arg("commit_hashes").asList();
        return item < hashes.size() ? new Hash(hashes.get(item).asBytes()) : Hash.ZERO;
    }
}

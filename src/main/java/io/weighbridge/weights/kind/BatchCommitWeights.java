package io.weighbridge.weights.kind;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Optional;

/**
 * {@code batch_commit_weights} (216 on): {@code netuids, commit_hashes}; an item that took effect leaves
 * {@code WeightsCommitted}.
 */
public final class BatchCommitWeights implements CallKind {

    @Override
    public String call() {
        return "batch_commit_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        List<Value> hashes = call.arg("commit_hashes").asList();
        return new BatchItems(call, WeightFact.Kind.COMMIT, BatchCommitWeights::claim)
                .read(item -> item < hashes.size()
                        ? new Payload.HashCommit(new Hash(hashes.get(item).asBytes()))
                        : Payload.Opaque.OPAQUE);
    }

    private static Optional<EventRecord> claim(WeightCall call, StorageIndex index, Payload payload) {
        Optional<AccountId> hotkey = call.caller();
        return hotkey.isPresent() && payload instanceof Payload.HashCommit commit
                ? call.claim("WeightsCommitted", hotkey.get(), index, commit.commitHash())
                : Optional.empty();
    }
}

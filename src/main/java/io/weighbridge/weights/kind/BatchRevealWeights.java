package io.weighbridge.weights.kind;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.CommitHash;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code batch_reveal_weights} (205 on): {@code netuid, uids_list, values_list, salts_list, version_keys}, all or nothing;
 * leaves a {@code WeightsSet} for each item and one {@code WeightsBatchRevealed}.
 */
public final class BatchRevealWeights implements CallKind {

    @Override
    public String call() {
        return "batch_reveal_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        Optional<AccountId> hotkey = call.caller();
        StorageIndex index = call.index();
        if (hotkey.isEmpty()) {
            return List.of();
        }
        call.claim("WeightsBatchRevealed", event -> true);
        return IntStream.range(0, call.arg("uids_list").asList().size())
                .mapToObj(item -> new WeightAction(
                        item,
                        WeightFact.Kind.REVEAL,
                        hotkey.get(),
                        index,
                        call.claimUid(index),
                        call.outcome(),
                        payload(call, item, hotkey.get(), index)))
                .toList();
    }

    /** The chain refuses lists of different lengths: then the item that lacks a part cannot be read. */
    private static Payload payload(WeightCall call, int item, AccountId hotkey, StorageIndex index) {
        List<Value> uids = call.arg("uids_list").asList();
        List<Value> values = call.arg("values_list").asList();
        List<Value> salts = call.arg("salts_list").asList();
        List<Value> versionKeys = call.arg("version_keys").asList();
        if (item >= Math.min(values.size(), Math.min(salts.size(), versionKeys.size()))) {
            return Payload.Opaque.OPAQUE;
        }
        var weights = new Payload.Weights(
                uids.get(item).asInts(),
                values.get(item).asInts(),
                versionKeys.get(item).asLong());
        return new Payload.Revealed(
                weights, CommitHash.of(hotkey, index, weights, salts.get(item).asInts()));
    }
}

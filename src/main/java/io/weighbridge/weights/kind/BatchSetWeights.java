package io.weighbridge.weights.kind;

import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code batch_set_weights} (216 on): {@code netuids}, {@code weights} as pairs of uid and value for each netuid, and
 * {@code version_keys}; an item that took effect leaves {@code WeightsSet}.
 */
public final class BatchSetWeights implements CallKind {

    @Override
    public String call() {
        return "batch_set_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        List<Value> weights = call.arg("weights").asList();
        List<Value> versionKeys = call.arg("version_keys").asList();
        return new BatchItems(call, WeightFact.Kind.SET, BatchSetWeights::claim)
                .read(item -> item < weights.size() && item < versionKeys.size()
                        ? weights(weights.get(item).asList(), versionKeys.get(item))
                        : Payload.Opaque.OPAQUE);
    }

    private static Payload weights(List<Value> pairs, Value versionKey) {
        return new Payload.Weights(
                pairs.stream().map(pair -> pair.asList().get(0).asInt()).toList(),
                pairs.stream().map(pair -> pair.asList().get(1).asInt()).toList(),
                versionKey.asLong());
    }

    /** Weights with a repeated uid never take effect: this tells apart items for the same subnet. */
    private static Optional<EventRecord> claim(WeightCall call, StorageIndex index, Payload payload) {
        return payload instanceof Payload.Weights weights
                        && new HashSet<>(weights.uids()).size() < weights.uids().size()
                ? Optional.empty()
                : call.claimWeightsSet(index);
    }
}

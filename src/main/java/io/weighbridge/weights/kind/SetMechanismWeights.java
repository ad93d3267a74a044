package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code set_mechanism_weights} (320 on): {@code netuid, mecid, dests, weights, version_key}; leaves {@code WeightsSet} with
 * the storage index.
 */
public final class SetMechanismWeights implements CallKind {

    @Override
    public String call() {
        return "set_mechanism_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Sets.one(call, hotkey, index));
    }
}

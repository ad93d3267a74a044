package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/** {@code set_weights} (100 on): {@code netuid, dests, weights, version_key}; leaves {@code WeightsSet}. */
public final class SetWeights implements CallKind {

    @Override
    public String call() {
        return "set_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Sets.one(call, hotkey, index));
    }
}

package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code set_root_weights} (151 to 219): {@code netuid, hotkey, dests, weights, version_key}. The coldkey that owns the
 * hotkey calls it, so the hotkey stands in the arguments; dests are netuids. Leaves {@code WeightsSet}.
 */
public final class SetRootWeights implements CallKind {

    @Override
    public String call() {
        return "set_root_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return List.of(Sets.one(call, call.arg("hotkey").asAccount(), call.index()));
    }
}

package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code reveal_mechanism_weights} (320 on): {@code netuid, mecid, uids, values, salt, version_key}; leaves
 * {@code WeightsSet} and {@code WeightsRevealed}.
 */
public final class RevealMechanismWeights implements CallKind {

    @Override
    public String call() {
        return "reveal_mechanism_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Reveals.one(call, hotkey, index));
    }
}

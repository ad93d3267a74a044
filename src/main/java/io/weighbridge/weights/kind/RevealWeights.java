package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code reveal_weights} (151 on): {@code netuid, uids, values, salt, version_key} (early builds without {@code salt});
 * leaves {@code WeightsSet} and, from 205 on, {@code WeightsRevealed}.
 */
public final class RevealWeights implements CallKind {

    @Override
    public String call() {
        return "reveal_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Reveals.one(call, hotkey, index));
    }
}

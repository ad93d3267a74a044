package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/** {@code set_tao_weights} (233 to 306): the chain answers with success and changes nothing, so there is nothing to record. */
public final class SetTaoWeights implements CallKind {

    @Override
    public String call() {
        return "set_tao_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return List.of();
    }
}

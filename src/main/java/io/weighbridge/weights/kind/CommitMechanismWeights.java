package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/** {@code commit_mechanism_weights} (320 on): {@code netuid, mecid, commit_hash}; leaves {@code WeightsCommitted}. */
public final class CommitMechanismWeights implements CallKind {

    @Override
    public String call() {
        return "commit_mechanism_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Commits.byHash(call, hotkey, index));
    }
}

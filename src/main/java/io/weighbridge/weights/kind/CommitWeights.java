package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/** {@code commit_weights} (151 on): {@code netuid, commit_hash}; leaves {@code WeightsCommitted} from 205 on, before it nothing. */
public final class CommitWeights implements CallKind {

    @Override
    public String call() {
        return "commit_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Commits.byHash(call, hotkey, index));
    }
}

package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code commit_crv3_mechanism_weights} (320 on): {@code netuid, mecid, commit, reveal_round}; leaves
 * {@code TimelockedWeightsCommitted}.
 */
public final class CommitCrv3MechanismWeights implements CallKind {

    @Override
    public String call() {
        return "commit_crv3_mechanism_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Commits.timelocked(call, hotkey, index, Commits.IMPLIED_VERSION));
    }
}

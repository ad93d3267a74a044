package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code commit_crv3_weights} (216 to 306): {@code netuid, commit, reveal_round}; leaves {@code CRV3WeightsCommitted} up to
 * 305, {@code TimelockedWeightsCommitted} at 306.
 */
public final class CommitCrv3Weights implements CallKind {

    @Override
    public String call() {
        return "commit_crv3_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Commits.timelocked(call, hotkey, index, Commits.IMPLIED_VERSION));
    }
}

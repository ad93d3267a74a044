package io.weighbridge.weights.kind;

import io.weighbridge.weights.CallKind;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import java.util.List;

/**
 * {@code commit_timelocked_weights} (301 on): {@code netuid, commit, reveal_round, commit_reveal_version}; leaves
 * {@code TimelockedWeightsCommitted} from 306 on.
 */
public final class CommitTimelockedWeights implements CallKind {

    @Override
    public String call() {
        return "commit_timelocked_weights";
    }

    @Override
    public List<WeightAction> read(WeightCall call) {
        return call.act((hotkey, index) -> Commits.timelocked(
                call, hotkey, index, call.arg("commit_reveal_version").asInt()));
    }
}

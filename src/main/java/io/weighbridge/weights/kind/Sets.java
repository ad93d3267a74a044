package io.weighbridge.weights.kind;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;

/** Weights in the open: {@code dests, weights, version_key}, the same in every call; what took effect leaves {@code WeightsSet}. */
final class Sets {

    private Sets() {}

    static WeightAction one(WeightCall call, AccountId hotkey, StorageIndex index) {
        return new WeightAction(
                WeightAction.WHOLE,
                WeightFact.Kind.SET,
                hotkey,
                index,
                call.claimUid(index),
                call.outcome(),
                call.weights("dests", "weights"));
    }
}

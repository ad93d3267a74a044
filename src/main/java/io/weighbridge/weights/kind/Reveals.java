package io.weighbridge.weights.kind;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.weights.CommitHash;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;

/** A reveal of one commit, the same for every mechanism. */
final class Reveals {

    private Reveals() {}

    static WeightAction one(WeightCall call, AccountId hotkey, StorageIndex index) {
        Payload.Weights weights = call.weights("uids", "values");
        Hash commit = call.call()
                .args()
                .find("salt")
                .map(salt -> CommitHash.of(hotkey, index, weights, salt.asInts()))
                .orElseGet(() -> CommitHash.withoutSalt(hotkey, index, weights));
        call.claim("WeightsRevealed", hotkey, index, commit);
        return new WeightAction(
                WeightAction.WHOLE,
                WeightFact.Kind.REVEAL,
                hotkey,
                index,
                call.claimUid(index),
                call.outcome(),
                new Payload.Revealed(weights, commit));
    }
}

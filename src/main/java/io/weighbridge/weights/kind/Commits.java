package io.weighbridge.weights.kind;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.CommitHash;
import io.weighbridge.weights.KnownUid;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightAction;
import io.weighbridge.weights.WeightCall;
import io.weighbridge.weights.WeightFact;

/** The two forms of a commit: a hash, and a timelocked ciphertext. Each call differs in its arguments and events only. */
final class Commits {

    /** The commit-reveal version of calls that name none (subtensor: macros/dispatches.rs). */
    static final int IMPLIED_VERSION = 4;

    private Commits() {}

    static WeightAction byHash(WeightCall call, AccountId hotkey, StorageIndex index) {
        var hash = new Hash(call.arg("commit_hash").asBytes());
        call.claim("WeightsCommitted", hotkey, index, hash);
        return action(call, hotkey, index, new Payload.HashCommit(hash));
    }

    static WeightAction timelocked(WeightCall call, AccountId hotkey, StorageIndex index, int version) {
        Bytes ciphertext = call.arg("commit").asBytes();
        Hash hash = CommitHash.ofCiphertext(ciphertext);
        call.claim("CRV3WeightsCommitted", hotkey, index, hash);
        call.claim("TimelockedWeightsCommitted", hotkey, index, hash);
        return action(
                call,
                hotkey,
                index,
                new Payload.TimelockedCommit(
                        hash, ciphertext, call.arg("reveal_round").asLong(), version));
    }

    private static WeightAction action(WeightCall call, AccountId hotkey, StorageIndex index, Payload payload) {
        return new WeightAction(
                WeightAction.WHOLE,
                WeightFact.Kind.COMMIT,
                hotkey,
                index,
                KnownUid.Unknown.UNKNOWN,
                call.outcome(),
                payload);
    }
}

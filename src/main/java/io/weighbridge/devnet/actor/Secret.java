package io.weighbridge.devnet.actor;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.pallet.HashCommits;
import java.util.List;

/**
 * Weights that are committed to by hash, and shown later.
 *
 * @param vector the weights
 * @param mechanism the mechanism, 0 to 15
 * @param salt what makes their hash hard to guess
 */
record Secret(Vector vector, int mechanism, List<Integer> salt) {

    /** Copies the salt. */
    Secret {
        salt = List.copyOf(salt);
    }

    Hash hash(AccountId hotkey) {
        return HashCommits.hash(
                hotkey, vector.netuid(), mechanism, vector.uids(), vector.values(), salt, vector.versionKey());
    }

    /** The same with another salt, so that no commit matches it. */
    Secret mistaken() {
        return new Secret(vector, mechanism, List.of(0));
    }
}

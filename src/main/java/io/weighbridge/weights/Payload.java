package io.weighbridge.weights;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import java.util.List;

/** What a weight action carried. */
public sealed interface Payload {

    /**
     * Weights in the open, as submitted (for {@code auto_reveal}: as stored on chain at that block).
     *
     * @param uids the uids, 0 to 65535 each, in order
     * @param values their weights, 0 to 65535 each, in order; the chain refuses another length than {@code uids} has,
     *     but a failed call may carry one
     * @param versionKey the version key as its unsigned 64 bits
     */
    record Weights(List<Integer> uids, List<Integer> values, long versionKey) implements Payload {

        /** Copies the lists. */
        public Weights {
            uids = List.copyOf(uids);
            values = List.copyOf(values);
        }
    }

    /**
     * Weights that a reveal brings into the open.
     *
     * @param weights the weights
     * @param commitHash the hash of the commit that they open
     */
    record Revealed(Weights weights, Hash commitHash) implements Payload {}

    /**
     * A commit by hash (151 on).
     *
     * @param commitHash blake2b-256 of account, index, uids, values, salt and version key
     */
    record HashCommit(Hash commitHash) implements Payload {}

    /**
     * A timelocked commit (216 on).
     *
     * @param commitHash blake2b-256 of the ciphertext, as in the chain's own event
     * @param ciphertext at most 5000 bytes
     * @param revealRound the drand round that opens it, unsigned 64 bits
     * @param commitRevealVersion the commit-reveal version that it names; 4 where the call implies it
     */
    record TimelockedCommit(Hash commitHash, Bytes ciphertext, long revealRound, int commitRevealVersion)
            implements Payload {}

    /** Nothing that can be read, as with an effect whose weights are not known yet. */
    enum Opaque implements Payload {
        /** The only one. */
        OPAQUE
    }
}

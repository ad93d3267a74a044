package io.weighbridge.weights;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Optional;

/** What a weight action carried. */
public sealed interface Payload {

    /** The weights that it shows, its own or those that it reveals; empty where it shows none. */
    default Optional<Open> open() {
        return Optional.empty();
    }

    /** When it can be revealed; unknown if it is not a commit. */
    default RevealWindow window() {
        return RevealWindow.Unknown.UNKNOWN;
    }

    /** The same commit with that window; anything else unchanged. */
    default Payload within(RevealWindow window) {
        return this;
    }

    /** Weights that can be read. */
    sealed interface Open extends Payload {

        /** The uids, 0 to 65535 each, in order. */
        List<Integer> uids();

        /** Their weights, 0 to 65535 each, in order. */
        List<Integer> values();

        @Override
        default Optional<Open> open() {
            return Optional.of(this);
        }
    }

    /**
     * Weights as submitted by a call.
     *
     * @param uids the uids, 0 to 65535 each, in order
     * @param values their weights, 0 to 65535 each, in order; the chain refuses another length than {@code uids} has,
     *     but a failed call may carry one
     * @param versionKey the version key as its unsigned 64 bits
     */
    record Weights(List<Integer> uids, List<Integer> values, long versionKey) implements Open {

        /** Copies the lists. */
        public Weights {
            uids = List.copyOf(uids);
            values = List.copyOf(values);
        }
    }

    /**
     * Weights as the chain stores them after the block, normalised: no call shows them, as with {@code auto_reveal}.
     *
     * @param uids the uids, 0 to 65535 each, in order
     * @param values their weights, 0 to 65535 each, as many as {@code uids}
     */
    record Stored(List<Integer> uids, List<Integer> values) implements Open {

        /** Copies the lists. */
        public Stored {
            uids = List.copyOf(uids);
            values = List.copyOf(values);
        }
    }

    /**
     * Weights that a reveal shows.
     *
     * @param weights the weights
     * @param commitHash the hash of the commit that they open
     */
    record Revealed(Open weights, Hash commitHash) implements Payload {

        @Override
        public Optional<Open> open() {
            return Optional.of(weights);
        }
    }

    /**
     * A commit by hash (151 on).
     *
     * @param commitHash blake2b-256 of account, index, uids, values, salt and version key
     * @param window when it can be revealed
     */
    record HashCommit(Hash commitHash, RevealWindow window) implements Payload {

        /** A commit whose reveal window is not known. */
        public HashCommit(Hash commitHash) {
            this(commitHash, RevealWindow.Unknown.UNKNOWN);
        }

        @Override
        public HashCommit within(RevealWindow known) {
            return new HashCommit(commitHash, known);
        }
    }

    /**
     * A timelocked commit (216 on).
     *
     * @param commitHash blake2b-256 of the ciphertext, as in the chain's own event
     * @param ciphertext at most 5000 bytes; empty where no call shows it
     * @param revealRound the drand round that opens it, unsigned 64 bits
     * @param commitRevealVersion the commit-reveal version that it names; 4 where the call implies it, 0 where no call
     *     shows it
     * @param window when the chain can reveal it
     */
    record TimelockedCommit(
            Hash commitHash, Bytes ciphertext, long revealRound, int commitRevealVersion, RevealWindow window)
            implements Payload {

        /** A commit of which nobody asked when it can be revealed. */
        public TimelockedCommit(Hash commitHash, Bytes ciphertext, long revealRound, int commitRevealVersion) {
            this(commitHash, ciphertext, revealRound, commitRevealVersion, RevealWindow.Unknown.UNKNOWN);
        }

        @Override
        public TimelockedCommit within(RevealWindow known) {
            return new TimelockedCommit(commitHash, ciphertext, revealRound, commitRevealVersion, known);
        }
    }

    /** Nothing that can be read, such as weights that a later action of the same block overwrote. */
    enum Opaque implements Payload {
        /** The only one. */
        OPAQUE
    }
}

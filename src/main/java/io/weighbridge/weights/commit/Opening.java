package io.weighbridge.weights.commit;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.WeightFact;
import java.util.Optional;

/** A reveal that took effect. */
public sealed interface Opening {

    /** The key of its fact. */
    long fact();

    /** The block that holds it. */
    long block();

    /**
     * The hotkey opened it, and its hash says which.
     *
     * @param fact the key of its fact
     * @param block the block that holds it
     * @param hash the commit's hash
     * @param sweeping whether it drops what is older in the queue, as every single reveal does; a batch of them leaves the
     *     others alone (subtensor: subnets/weights.rs, do_batch_reveal_weights)
     */
    record ByHotkey(long fact, long block, Hash hash, boolean sweeping) implements Opening {

        /** A reveal at that position. */
        public static ByHotkey of(long fact, long block, Hash hash, Position position) {
            return new ByHotkey(fact, block, hash, !position.isItem());
        }
    }

    /**
     * The chain opened it, and does not say which.
     *
     * @param fact the key of its fact
     * @param block the block that holds it
     */
    record ByChain(long fact, long block) implements Opening {}

    /** The reveal that a fact tells of, if it is one that took effect and says what it must. */
    static Optional<Opening> of(long key, WeightFact fact) {
        if (fact.outcome() != Outcome.Success.SUCCESS) {
            return Optional.empty();
        }
        long block = fact.block().number();
        if (fact.kind() == WeightFact.Kind.AUTO_REVEAL) {
            return Optional.of(new ByChain(key, block));
        }
        if (fact.kind() != WeightFact.Kind.REVEAL) {
            return Optional.empty();
        }
        if (fact.payload() instanceof Payload.Revealed revealed) {
            return Optional.of(ByHotkey.of(key, block, revealed.commitHash(), fact.position()));
        }
        return fact.payload() instanceof Payload.HashCommit opened
                ? Optional.of(ByHotkey.of(key, block, opened.commitHash(), fact.position()))
                : Optional.empty();
    }
}

package io.weighbridge.weights.commit;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.weights.Payload;
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
     */
    record ByHotkey(long fact, long block, Hash hash) implements Opening {}

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
            return Optional.of(new ByHotkey(key, block, revealed.commitHash()));
        }
        return fact.payload() instanceof Payload.HashCommit opened
                ? Optional.of(new ByHotkey(key, block, opened.commitHash()))
                : Optional.empty();
    }
}

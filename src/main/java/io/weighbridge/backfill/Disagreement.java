package io.weighbridge.backfill;

import io.weighbridge.weights.WeightFact;

/** A difference between store and chain, or a contradiction in an endpoint's answers. */
public sealed interface Disagreement {

    /** In which block. */
    long block();

    /**
     * The chain has a weight action that is not in the store.
     *
     * @param chain what the chain has
     */
    record Missing(WeightFact chain) implements Disagreement {
        @Override
        public long block() {
            return chain.block().number();
        }
    }

    /**
     * The store has a weight action that is not on the chain.
     *
     * @param stored what the store has
     */
    record Extra(WeightFact stored) implements Disagreement {
        @Override
        public long block() {
            return stored.block().number();
        }
    }

    /**
     * Store and chain have different weight actions at the same place.
     *
     * @param stored what the store has
     * @param chain what the chain has
     */
    record Different(WeightFact stored, WeightFact chain) implements Disagreement {
        @Override
        public long block() {
            return chain.block().number();
        }
    }

    /**
     * The state after the block holds other weights than those that the block set.
     *
     * @param block the block
     */
    record OtherWeights(long block) implements Disagreement {}

    /**
     * The state that the endpoint tells contradicts the block's extrinsics, or the state of other blocks.
     *
     * @param block the block
     */
    record Contradiction(long block) implements Disagreement {}

    /**
     * The block cannot be read, so nothing is proved of it.
     *
     * @param block the block
     * @param reason why
     */
    record Unreadable(long block, String reason) implements Disagreement {}
}

package io.weighbridge.backfill;

import io.weighbridge.weights.WeightFact;

/** Where the store and a chain tell different things, or an endpoint contradicts itself. */
public sealed interface Disagreement {

    /** In which block. */
    long block();

    /**
     * The chain has a weight action that the store lacks.
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
     * The store has a weight action that the chain lacks.
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
     * Both have a weight action at the same place, and it is not the same.
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
     * The state after the block keeps other weights than those that the block set.
     *
     * @param block the block
     */
    record OtherWeights(long block) implements Disagreement {}

    /**
     * What the endpoint tells of the state contradicts the block's extrinsics, or the state of other blocks.
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

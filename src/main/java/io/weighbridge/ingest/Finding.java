package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Evidence;
import io.weighbridge.weights.WeightFact;
import java.util.List;

/** The result of reading some consecutive blocks: what a {@link Recorder} records. */
public sealed interface Finding {

    /** The blocks. */
    BlockRange blocks();

    /**
     * The blocks were read, and these are all their facts.
     *
     * @param blocks the blocks
     * @param facts in chain order
     * @param strategy how they were read, for coverage; empty for the recorder's own strategy
     * @param evidence the counts that support the completeness of the facts
     */
    record Facts(BlockRange blocks, List<WeightFact> facts, String strategy, Evidence evidence) implements Finding {

        /** Read with the recorder's own strategy. */
        public Facts(BlockRange blocks, List<WeightFact> facts) {
            this(blocks, facts, "", Evidence.NONE);
        }

        /** Copies the facts. */
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /**
     * The block cannot be read; it is not covered.
     *
     * @param block its number
     * @param reason why, for the operator
     */
    record Unreadable(long block, String reason) implements Finding {

        @Override
        public BlockRange blocks() {
            return new BlockRange(block, block);
        }
    }
}

package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Evidence;
import io.weighbridge.weights.WeightFact;
import java.util.List;

/** What became of some consecutive blocks: the unit that is handed to the {@link Recorder}. */
public sealed interface Finding {

    /** The blocks. */
    BlockRange blocks();

    /**
     * The blocks were looked at, and these facts are all they hold.
     *
     * @param blocks the blocks
     * @param facts in chain order
     * @param strategy how they were looked at, for coverage; empty for what the recorder was told
     * @param evidence why that is all
     */
    record Facts(BlockRange blocks, List<WeightFact> facts, String strategy, Evidence evidence) implements Finding {

        /** Looked at as the recorder was told, each block for itself. */
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

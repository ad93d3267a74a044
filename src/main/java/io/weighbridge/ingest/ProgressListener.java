package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Locale;

/** Receives the progress of indexing. Methods are called on any thread and must return at once. */
public interface ProgressListener {

    /** Ignores everything. */
    ProgressListener NONE = new ProgressListener() {};

    /** Which command read a block. */
    enum Lane {
        /** {@code follow}: new blocks, and those missed meanwhile. */
        FOLLOW,
        /** {@code backfill}: past blocks. */
        BACKFILL;

        /** The word in metrics and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The node announced a finalized head. */
    default void finalizedHead(BlockRef head) {}

    /**
     * Blocks and their facts were stored: {@code covered} is verified now. The facts include those that were stored
     * before.
     */
    default void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {}

    /** A block could not be read and was parked. */
    default void parked(long block, String reason) {}

    /** Rows were inserted into {@code weight_transactions}. */
    default void rowsInserted(int rows) {}

    /** Rows that were due are written, or none were. */
    default void rowsKept() {}

    /** Rows that are due could not be written, for that reason, and are tried again. */
    default void rowsWait(String reason) {}

    /** The runtime of that spec version executed these blocks, as is known from now on. */
    default void runtimeKnown(int specVersion, BlockRange executed) {}

    /** The progress of {@code backfill}; reported at its start and after each finding. */
    default void backfilled(Progress progress) {}
}

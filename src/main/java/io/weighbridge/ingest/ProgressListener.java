package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Locale;

/** Hears how indexing goes on. Methods are called on any thread and must return at once. */
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** Where a block was asked for. */
    enum Lane {
        /** As it was finalized, or catching up with it. */
        FOLLOW,
        /** Of the past, by {@code backfill}. */
        BACKFILL;

        /** The word in metrics and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The node told of a finalized head. */
    default void finalizedHead(BlockRef head) {}

    /** Blocks and their facts were stored: {@code covered} is verified now. Facts that were known before are among them. */
    default void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {}

    /** A block could not be read and was put aside. */
    default void parked(long block, String reason) {}

    /** Rows were inserted into {@code weight_transactions}. */
    default void rowsInserted(int rows) {}

    /** Rows that were due are written, or none were. */
    default void rowsKept() {}

    /** Rows that are due could not be written, for that reason, and are tried again. */
    default void rowsWait(String reason) {}

    /** It became known that the runtime of that spec version executed these blocks. */
    default void runtimeKnown(int specVersion, BlockRange executed) {}

    /** How far {@code backfill} is; told once at its start, and after each finding. */
    default void backfilled(Progress progress) {}
}

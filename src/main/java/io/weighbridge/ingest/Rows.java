package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.Set;

/** Gives submissions their rows. Used by one thread at a time, which may wait for others that work on the table. */
public interface Rows {

    /** Rows of a table that nobody else writes to: what has none gets one. */
    static Rows inserted(Store store, Ledger ledger, Tracked tracked) {
        return new InsertedRows(store, ledger, tracked);
    }

    /** Whether somebody else writes rows too, so that they have to be looked at though no fact is new. */
    boolean watched();

    /**
     * Of these commits it has changed whether their weights are known: their rows are to follow at the next
     * {@link #keep}.
     *
     * @param commits their keys in the store
     */
    default void turned(Set<Long> commits) {}

    /**
     * Sees to it that submissions have their rows.
     *
     * @param blocks in which blocks some may lack one
     * @param until only those before this time have settled
     * @return how many rows were inserted
     */
    int keep(BlockRange blocks, Instant until);

    /** How many rows are to be written, after {@link #keep} failed; 0 where that cannot be told. */
    default long missing() {
        return 0;
    }
}

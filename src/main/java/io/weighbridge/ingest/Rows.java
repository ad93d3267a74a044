package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.Set;

/**
 * Writes the rows of submissions. Used by one thread at a time, which may block while other programs lock the table.
 */
public interface Rows {

    /** Rows of a table that no other program writes to. */
    static Rows inserted(Store store, Ledger ledger, Tracked tracked) {
        return new InsertedRows(store, ledger, tracked);
    }

    /** Whether another program writes rows too, so that the table must be checked even without new facts. */
    boolean watched();

    /**
     * The weights of these commits became known or unknown: the next {@link #keep} updates their rows.
     *
     * @param commits their keys in the store
     */
    default void turned(Set<Long> commits) {}

    /**
     * Writes the rows that are missing.
     *
     * @param blocks the blocks whose submissions may lack a row
     * @param until only submissions before this time have settled
     * @return how many rows were inserted
     */
    int keep(BlockRange blocks, Instant until);

    /** How many rows are to be written, after {@link #keep} failed; 0 where that cannot be told. */
    default long missing() {
        return 0;
    }
}

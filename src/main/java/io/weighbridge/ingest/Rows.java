package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import java.time.Instant;

/** Gives submissions their rows. Used by the writer thread only. */
public interface Rows {

    /** Rows of a table that nobody else writes to: what has none gets one. */
    static Rows inserted(Store store, Ledger ledger, Tracked tracked) {
        return new InsertedRows(store, ledger, tracked);
    }

    /** Whether somebody else writes rows too, so that they have to be looked at though no fact is new. */
    boolean watched();

    /**
     * Sees to it that submissions have their rows.
     *
     * @param blocks in which blocks some may lack one
     * @param until only those before this time have settled
     * @return how many rows were inserted
     */
    int keep(BlockRange blocks, Instant until);
}

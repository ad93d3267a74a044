package io.weighbridge.store;

import java.util.List;

/**
 * The table {@code weight_transactions}, in the validator's file or in the store. Plain and blocking, writes from one
 * thread. It never waits a lock out by force, and it leaves what others wrote alone.
 */
public interface Ledger extends AutoCloseable {

    /**
     * Inserts one row for each submission that has none yet, in chain order, in short transactions with pauses between
     * them. Facts that are no submission on the main mechanism, that have a row, or had one that was deleted since, are
     * passed over; all are while there is no table to insert into.
     *
     * @return how many rows were inserted
     */
    int insertMissing(List<Store.StoredFact> facts);

    /** Rows, newest first, those that match {@code query} as far as rows can. */
    List<LedgerRow> rows(FactQuery query);

    /** Closes every connection. */
    @Override
    void close();
}

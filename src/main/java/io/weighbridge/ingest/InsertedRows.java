package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Ledger;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rows of a table that nobody else writes to: what has none gets one. */
record InsertedRows(Store store, Ledger ledger, Tracked tracked) implements Rows {

    private static final int PAGE = 1000;

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public int keep(BlockRange blocks, Instant until) {
        int inserted = 0;
        long offset = 0;
        List<StoredFact> page;
        do {
            page = store.facts(new FactQuery(tracked, blocks, Instant.MIN, until, Set.of(), false, offset, PAGE));
            inserted += ledger.insertMissing(page);
            offset += page.size();
        } while (page.size() == PAGE);
        return inserted;
    }
}

package io.weighbridge.store.sqlite;

import org.jdbi.v3.core.Handle;

/** The store as home of the table: nobody else writes to it, and the store closes it. */
record StoreHome(SqliteFile file) implements LedgerHome {

    private static final String HISTORY = """
            CREATE VIEW IF NOT EXISTS weight_history AS
            SELECT f.*, l.tier, t.id AS row_id, t.ts AS row_ts, t.block_number AS row_block_number,
                   t.transaction_hash AS row_transaction_hash, t.success AS row_success, t.weights_json, t.iteration_count,
                   t.error_message, t.total_weight, t.num_miners
            FROM facts f
            LEFT JOIN weighbridge_links l ON l.fact = f.block_hash || ':' || f.position AND l.role = 'primary'
            LEFT JOIN weight_transactions t ON t.id = l.row_id""";

    @Override
    public void checkSame() {
        // The store's lock keeps others from it.
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean createsTable() {
        return true;
    }

    @Override
    public void createTables(Handle handle) {
        WeightTable.create(handle);
        Links.create(handle);
        handle.execute(HISTORY);
    }

    @Override
    public void beforeFirstWrite() {
        // What is in the store can be made again from the chain.
    }

    @Override
    public void close() {
        // The store does.
    }
}

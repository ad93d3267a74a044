package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import org.jdbi.v3.core.Handle;

/** The file that the table {@code weight_transactions} lives in. Safe for many threads. */
interface LedgerHome extends AutoCloseable {

    /**
     * The connections to the file, after a look whether it is still the same one.
     *
     * @throws StoreException if it is not, and what took its place cannot be used
     */
    SqliteFile file();

    /**
     * To be called inside a write transaction, which may have waited long for its lock.
     *
     * @throws StoreException if the file at the path is no longer the one that is written to
     */
    void checkSame();

    /** Whether somebody else writes to the table too. */
    boolean isShared();

    /** Whether to create the table when it is missing. */
    boolean createsTable();

    /** Creates those tables that are missing. */
    void createTables(Handle handle);

    /** Does what has to be done before the very first write to the file. */
    void beforeFirstWrite();

    @Override
    void close();
}

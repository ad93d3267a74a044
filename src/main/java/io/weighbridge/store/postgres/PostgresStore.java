package io.weighbridge.store.postgres;

import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.SqlStore;

/**
 * The store in a schema of a PostgreSQL database. Reads are safe for many threads; writes come from one thread, and from one
 * process: an advisory lock keeps a second one out.
 */
public final class PostgresStore extends SqlStore {

    private final PostgresDatabase database;

    private PostgresStore(PostgresDatabase database) {
        super(database);
        this.database = database;
    }

    /**
     * Opens a store to read and write, and makes its tables if there are none yet.
     *
     * @throws StoreException.InUse if another Weighbridge writes to it
     * @throws StoreException.Unsuitable if it is something else, or cannot be reached; nothing was written then
     */
    public static PostgresStore open(PostgresPlace place, PostgresOptions options) {
        PostgresDatabase database = PostgresDatabase.open(place, options);
        try {
            database.openToWrite();
            PostgresSchema.migrate(database, place);
            return new PostgresStore(database);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens an existing store to read only, also while another process writes to it.
     *
     * @throws StoreException.Unsuitable if there is none, or it is something else
     */
    public static PostgresStore openToRead(PostgresPlace place, PostgresOptions options) {
        PostgresDatabase database = PostgresDatabase.open(place, options);
        try {
            PostgresSchema.check(database, place);
            return new PostgresStore(database);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** Whether there are no tables in the schema yet. */
    public static boolean isEmpty(PostgresPlace place) {
        try (PostgresDatabase database = PostgresDatabase.open(place, PostgresOptions.DEFAULTS)) {
            return PostgresSchema.tables(database).isEmpty();
        }
    }

    @Override
    public Store patient() {
        return new SqlStore.View(database.patient());
    }

    /** The version of the server, such as {@code 15.4}. */
    public String serverVersion() {
        return database.read(
                "asking for the version",
                handle -> handle.createQuery("SHOW server_version")
                        .mapTo(String.class)
                        .one());
    }

    @Override
    public void close() {
        database.close();
    }

    PostgresDatabase database() {
        return database;
    }
}

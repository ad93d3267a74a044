package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.SqlStore;
import java.nio.file.Path;

/**
 * The store in one SQLite file in WAL mode. Reads are safe for many threads; writes come from one thread, and from one
 * process: a lock beside the file, {@code FILE.lock}, keeps a second one out.
 */
public final class SqliteStore extends SqlStore {

    private final StoreFile home;
    private final SqliteFile file;

    private SqliteStore(StoreFile home) {
        super(home.connections());
        this.home = home;
        this.file = home.connections();
    }

    /**
     * Opens a store to read and write, and makes it if there is no file yet.
     *
     * @throws StoreException.InUse if another Weighbridge writes to it
     * @throws StoreException.Unsuitable if it is something else, or cannot be used here; nothing was written then
     */
    public static SqliteStore open(Path path, SqliteOptions options) {
        return new SqliteStore(StoreFile.open(path, options));
    }

    /**
     * Opens an existing store to read only, also while another process writes to it.
     *
     * @throws StoreException.Unsuitable if there is none, or it is something else
     */
    public static SqliteStore openToRead(Path path, SqliteOptions options) {
        return new SqliteStore(StoreFile.openToRead(path, options));
    }

    @Override
    public void close() {
        home.close();
    }

    /** Closes it, and takes the file away if {@link #open} made it and no block was stored: for a run that was refused. */
    public void closeOrRemove() {
        home.closeOrRemove();
    }

    /** The connections, for tables that live in the same file. */
    SqliteFile file() {
        return file;
    }
}

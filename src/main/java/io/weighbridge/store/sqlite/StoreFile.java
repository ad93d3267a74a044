package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a store from opening it to closing it, and the lock that keeps a second writing process from it. */
final class StoreFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    private final SqliteFile file;
    private final @Nullable InstanceLock lock;
    private final boolean madeHere;

    private StoreFile(SqliteFile file, @Nullable InstanceLock lock, boolean madeHere) {
        this.file = file;
        this.lock = lock;
        this.madeHere = madeHere;
    }

    /**
     * Opens a store to read and write, and makes it if there is no file yet.
     *
     * @throws StoreException.InUse if another Weighbridge writes to it
     * @throws StoreException.Unsuitable if it is something else, or cannot be used here; nothing was written then
     */
    static StoreFile open(Path path, SqliteOptions options) {
        Path file = path.toAbsolutePath().normalize();
        checkPlace(file);
        boolean isNew = !Files.exists(file);
        boolean hadLock = Files.exists(lockOf(file));
        InstanceLock lock =
                InstanceLock.take(lockOf(file), file, options.clock().instant());
        try {
            return new StoreFile(migrated(file, options), lock, isNew);
        } catch (RuntimeException | Error e) {
            if (isNew) {
                remove(file);
            } else if (!hadLock) {
                remove(lockOf(file));
            }
            lock.close();
            throw e;
        }
    }

    /**
     * Opens an existing store to read only, also while another process writes to it.
     *
     * @throws StoreException.Unsuitable if there is none, or it is something else
     */
    static StoreFile openToRead(Path path, SqliteOptions options) {
        Path file = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new StoreException.Unsuitable(file + ": expected a database of Weighbridge, found "
                    + PathFault.found(file)
                    + ". Give --db or --store as they were given to 'follow', or run 'follow' or 'backfill' first");
        }
        SqliteFile opened = SqliteFile.open(file, SqliteFile.Access.READ, options);
        try {
            StoreSchema.check(opened);
            return new StoreFile(opened, null, false);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** The connections to the file. */
    SqliteFile connections() {
        return file;
    }

    @Override
    public void close() {
        file.close();
        if (lock != null) {
            lock.close();
        }
    }

    /** Closes it, and takes the file away if {@link #open} made it and no block was stored: for a run that was refused. */
    void closeOrRemove() {
        boolean unused = madeHere && isUnused();
        file.close();
        if (unused) {
            remove(file.path());
        }
        close();
    }

    /** Whether no block was stored or parked; a file that cannot be read is kept. */
    private boolean isUnused() {
        try {
            return file.read(
                    "looking whether anything was stored",
                    handle -> handle.createQuery(
                                    "SELECT NOT EXISTS (SELECT 1 FROM coverage) AND NOT EXISTS (SELECT 1 FROM parked_blocks)")
                            .mapTo(Boolean.class)
                            .one());
        } catch (StoreException e) {
            return false;
        }
    }

    private static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Takes away what this process made, and its lock, which must be held. What cannot be deleted stays. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(lockOf(file));
        } catch (IOException e) {
            LOG.debug("{} stays: {}", file, e.toString());
        }
    }

    private static SqliteFile migrated(Path path, SqliteOptions options) {
        SqliteFile file = SqliteFile.open(path, SqliteFile.Access.CREATE, options);
        try {
            StoreSchema.migrate(file);
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static void checkPlace(Path file) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException.Unsuitable(file + ": expected the folder " + folder + ", found "
                    + PathFault.found(folder == null ? file : folder) + ". Create it, or check --store");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw new StoreException.Unsuitable(
                    file + ": expected a file, found " + PathFault.found(file) + ". Check --store");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder) || !Files.isWritable(folder)) {
            throw new StoreException.Unsuitable(file
                    + ": expected a file and a folder that can be written, found one that is read-only. "
                    + "Check their owner and mode, or --store");
        }
    }
}

package io.weighbridge.store.sqlite;

import com.sun.security.auth.module.UnixSystem;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.store.sqlite.SqliteFile.Access;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The validator's own database file as a guest sees it: never created, checked at every opening, and left at once when
 * another file takes its path. Safe for many threads; who reads while the file is replaced gets a fault.
 *
 * <p>The file is only looked at ({@code stat}) by Java, never opened: see {@link SqliteFile}.
 */
final class ValidatorFile implements LedgerHome {

    /** The tables that make a file the validator's. */
    static final List<String> BASE_TABLES = List.of("miners", "performance_snapshots", "scoring_runs");

    private static final Logger LOG = LoggerFactory.getLogger(ValidatorFile.class);
    private static final int ROOT = 0;

    private final Path path;
    private final Access access;
    private final LedgerOptions options;
    private final @Nullable InstanceLock lock;
    private @Nullable Opened opened;

    private ValidatorFile(Path path, Access access, LedgerOptions options, @Nullable InstanceLock lock) {
        this.path = path;
        this.access = access;
        this.options = options;
        this.lock = lock;
    }

    /**
     * Opens the file to write, and keeps every other Weighbridge from it.
     *
     * @throws StoreException.Unsuitable if it is not a validator's file that can be shared; nothing was written then
     * @throws StoreException.InUse if another Weighbridge writes to it
     */
    static ValidatorFile open(Path path, LedgerOptions options) {
        Path real = real(path);
        checkOwner(real);
        checkWritable(real);
        InstanceLock lock = InstanceLock.take(
                real.resolveSibling(real.getFileName() + ".weighbridge.lock"),
                real,
                options.sqlite().clock().instant());
        ValidatorFile file = new ValidatorFile(real, Access.WRITE, options, lock);
        return opened(file);
    }

    /**
     * Opens the file to read only, also while another Weighbridge writes to it.
     *
     * @throws StoreException.Unsuitable if it is not a validator's file
     */
    static ValidatorFile openToRead(Path path, SqliteOptions options) {
        Path real = real(path);
        LedgerOptions reading = new LedgerOptions(MissingTable.WAIT, real.resolveSibling("."), options);
        return opened(new ValidatorFile(real, Access.READ, reading, null));
    }

    @Override
    public synchronized SqliteFile file() {
        Opened current = opened;
        if (current != null && isSame(current)) {
            return current.file();
        }
        if (current != null) {
            LOG.warn("{} was removed or replaced; what is there now is opened if it is the validator's", path);
        }
        leave();
        try {
            SqliteFile file = enter().file();
            LOG.info("opened {} anew", path);
            return file;
        } catch (StoreException e) {
            throw new StoreException.Failed(
                    path + " was removed or replaced, and what is there now cannot be used: " + e.getMessage()
                            + ". Nothing was written; the file is looked at again before the next write",
                    e);
        }
    }

    @Override
    public synchronized void checkSame() {
        Opened current = opened;
        if (current == null || !isSame(current)) {
            throw new StoreException.Failed(
                    path + " was removed or replaced while its lock was waited for. Nothing was written; the file is "
                            + "looked at again before the next write",
                    new IOException("another file is at " + path));
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean createsTable() {
        return options.missingTable() == MissingTable.CREATE;
    }

    @Override
    public void createTables(Handle handle) {
        if (WeightTable.find(handle).isEmpty()) {
            WeightTable.create(handle);
        }
        Links.create(handle);
    }

    @Override
    public void beforeFirstWrite() {
        Path copy = Backup.make(file(), options.backups(), options.sqlite().clock());
        LOG.info("copied {} to {} before the first write to it", path, copy);
    }

    @Override
    public synchronized void close() {
        leave();
        if (lock != null) {
            lock.close();
        }
    }

    private static ValidatorFile opened(ValidatorFile file) {
        try {
            Opened first = file.enter();
            LOG.debug("opened {} as {}", file.path, first.identity());
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Opens the connections; the file has to be the same before and after. */
    private Opened enter() {
        Object identity = identity(path).orElseThrow(() -> missing(path));
        checkOwner(path);
        if (access != Access.READ) {
            checkFileSystem(path, DatabaseFile.fileSystemOf(path));
        }
        SqliteFile file = SqliteFile.open(path, access, options.sqlite());
        Opened entered = new Opened(file, identity);
        try {
            checkBaseTables(file);
            if (access != Access.READ) {
                checkWriteAheadLog(file);
            }
            opened = entered;
            checkSame();
            return entered;
        } catch (RuntimeException | Error e) {
            opened = null;
            file.close();
            throw e;
        }
    }

    /** SQLite sees by itself that a file was moved, and then leaves the write-ahead log alone that is at the path now. */
    private void leave() {
        if (opened != null) {
            opened.file().close();
            opened = null;
        }
    }

    private boolean isSame(Opened current) {
        return identity(path).filter(current.identity()::equals).isPresent();
    }

    /** Device and inode. */
    private static Optional<Object> identity(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            LOG.debug("no file at {}", path, e);
            return Optional.empty();
        }
    }

    private static Path real(Path path) {
        try {
            Path real = path.toRealPath();
            if (Files.isRegularFile(real)) {
                return real;
            }
        } catch (IOException e) {
            LOG.debug("no file at {}", path, e);
        }
        throw missing(path.toAbsolutePath());
    }

    private static StoreException.Unsuitable missing(Path path) {
        return new StoreException.Unsuitable(path + ": expected the validator's database, found "
                + PathFault.found(path) + ". Only the validator may create it: start the validator once, or check --db "
                + "(VALIDATOR_DB_PATH counts from the validator's project folder)");
    }

    /** Side files made by another user lock the validator out; as root SQLite hands them to the file's owner. */
    private static void checkOwner(Path path) {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            checkOwner(path, new UnixSystem().getUid());
        }
    }

    static void checkOwner(Path path, long we) {
        long owner = owner(path);
        if (!mayShare(owner, we)) {
            throw new StoreException.Unsuitable(path + ": expected a file of the user who runs Weighbridge (uid " + we
                    + "), found one of uid " + owner + ". Run Weighbridge as the validator's user: "
                    + "side files that another user makes lock the validator out");
        }
    }

    /** Whether a process of user {@code we} may share a file of user {@code owner}. */
    static boolean mayShare(long owner, long we) {
        return we == owner || we == ROOT;
    }

    private static long owner(Path path) {
        try {
            return ((Integer) Files.getAttribute(path, "unix:uid")).longValue();
        } catch (IOException e) {
            throw new StoreException.Failed(path + ": its owner cannot be read", e);
        }
    }

    static void checkFileSystem(Path path, String type) {
        if (!DatabaseFile.locksHoldOn(type)) {
            throw new StoreException.Unsuitable(path + ": expected a local file system, found " + type
                    + ", on which the locks of two programs do not hold. Put the file on a disk of the machine on which "
                    + "both run");
        }
    }

    private static void checkWritable(Path path) {
        Path folder = path.resolveSibling(".");
        if (!Files.isWritable(path) || !Files.isWritable(folder)) {
            throw new StoreException.Unsuitable(path + ": expected a file and a folder that can be written, found "
                    + (Files.isWritable(path) ? "the folder" : "the file") + " read-only. In containers, share the "
                    + "folder for writing, not the single file");
        }
    }

    private static void checkBaseTables(SqliteFile file) {
        Set<String> tables = file.read(
                "looking at the tables",
                handle -> handle.createQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")
                        .mapTo(String.class)
                        .set());
        List<String> missing =
                BASE_TABLES.stream().filter(name -> !tables.contains(name)).toList();
        if (!missing.isEmpty()) {
            String hint = tables.equals(Set.of("alembic_version"))
                    ? ". This is the decoy that the migration tool leaves beside its ini file; the validator's own file is "
                            + "~/.wahoo/validator.db unless VALIDATOR_DB_PATH says otherwise"
                    : ". Start the validator once so that it makes its tables, or check --db";
            throw new StoreException.Unsuitable(file.path() + ": expected the validator's tables "
                    + String.join(", ", BASE_TABLES) + ", found no " + String.join(", ", missing) + hint);
        }
    }

    private static void checkWriteAheadLog(SqliteFile file) {
        String mode = file.read(
                "reading the journal mode",
                handle ->
                        handle.select("PRAGMA journal_mode").mapTo(String.class).one());
        if (!mode.equals("wal")) {
            throw new StoreException.Unsuitable(
                    file.path() + ": expected journal mode wal, as the validator sets it, found "
                            + mode + ". Two programs cannot share it like this; stop the validator, run "
                            + "'sqlite3 FILE \"PRAGMA journal_mode=WAL\"' and start it again");
        }
    }

    private record Opened(SqliteFile file, Object identity) {}
}

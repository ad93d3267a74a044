package io.weighbridge.store.sqlite;

import com.sun.security.auth.module.UnixSystem;
import io.weighbridge.store.StoreException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What can be told of a database file without writing to it and without keeping anybody from it.
 *
 * @param path where it should be, links resolved
 * @param kind what is there
 * @param owned whether it belongs to whoever runs this process, or the process is root
 * @param owner the number of its owner; −1 where there are no numbers
 * @param writable whether it can be written
 * @param folderWritable whether its folder can be written, where SQLite keeps its side files
 * @param fileSystem the type of the file system, such as {@code ext4}
 * @param freeBytes how much room is left on it
 * @param logBytes the size of the write-ahead log; 0 if there is none
 * @param lastWrite when anybody wrote to it last
 * @param inUse whether another Weighbridge writes to it, and which; empty if none does
 * @param content what is in it; {@link Content#UNKNOWN} if it could not be read
 */
public record DatabaseFile(
        Path path,
        Kind kind,
        boolean owned,
        long owner,
        boolean writable,
        boolean folderWritable,
        String fileSystem,
        long freeBytes,
        long logBytes,
        Instant lastWrite,
        String inUse,
        Content content) {

    private static final Set<String> REMOTE = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "9p",
            "v9fs",
            "virtiofs",
            "vboxsf",
            "prl_fs",
            "drvfs",
            "fakeowner",
            "fuse.grpcfuse",
            "fuse.sshfs",
            "fuse.rclone",
            "fuse.vmhgfs-fuse",
            "afs",
            "ceph",
            "glusterfs",
            "fuse.glusterfs");

    /** What a path leads to. */
    public enum Kind {
        /** Nothing. */
        MISSING,
        /** A folder, a pipe. */
        NO_FILE,
        /** A file, of whatever kind. */
        FILE
    }

    /**
     * What SQLite tells.
     *
     * @param fault why it could not be read; empty if it could
     * @param sqlite the version of SQLite that reads it
     * @param safeForTwo whether that version may share a file with another writing process
     * @param journalMode such as {@code wal}
     * @param tables the names of the tables
     * @param demanded columns of {@code weight_transactions} that insist on a value and that Weighbridge does not know
     * @param missing columns of {@code weight_transactions} that Weighbridge cannot do without
     */
    public record Content(
            String fault,
            String sqlite,
            boolean safeForTwo,
            String journalMode,
            Set<String> tables,
            Set<String> demanded,
            Set<String> missing) {

        /** Nothing is known. */
        public static final Content UNKNOWN = new Content("", "", true, "", Set.of(), Set.of(), Set.of());

        /** Copies the sets. */
        public Content {
            tables = Set.copyOf(tables);
            demanded = Set.copyOf(demanded);
            missing = Set.copyOf(missing);
        }

        /** Whether it has the tables of the validator. */
        public boolean isValidators() {
            return tables.containsAll(ValidatorFile.BASE_TABLES);
        }

        /** Whether it has the tables of a store. */
        public boolean isStore() {
            return tables.contains(StoreSchema.HISTORY);
        }
    }

    /** Whether locks and shared memory work there as SQLite needs them. */
    public boolean locksHold() {
        return locksHoldOn(fileSystem);
    }

    /** Whether they do on a file system of that type: not where it is reached through a network or a virtual machine. */
    static boolean locksHoldOn(String type) {
        return !REMOTE.contains(type.toLowerCase(Locale.ROOT));
    }

    /** The type of the file system that a file lies on, such as {@code ext4}. */
    static String fileSystemOf(Path file) {
        try {
            return Files.getFileStore(file).type();
        } catch (IOException e) {
            throw new StoreException.Failed(file + ": its file system cannot be told", e);
        }
    }

    /** The tables without which the validator's file is not its own. */
    public static Set<String> validatorsTables() {
        return Set.copyOf(ValidatorFile.BASE_TABLES);
    }

    /**
     * Looks at a file that a validator writes to.
     *
     * @throws StoreException.Failed if not even its attributes can be read
     */
    public static DatabaseFile ofValidator(Path path) {
        return look(path, ".weighbridge.lock");
    }

    /**
     * Looks at a store, or at the place where one would be made.
     *
     * @throws StoreException.Failed if not even its attributes can be read
     */
    public static DatabaseFile ofStore(Path path) {
        return look(path, ".lock");
    }

    private static DatabaseFile look(Path named, String lockSuffix) {
        try {
            return at(Files.exists(named) ? named.toRealPath() : named.toAbsolutePath(), lockSuffix);
        } catch (IOException e) {
            throw new StoreException.Failed(named + ": its attributes cannot be read", e);
        }
    }

    private static DatabaseFile at(Path path, String lockSuffix) throws IOException {
        Kind kind = !Files.exists(path) ? Kind.MISSING : Files.isRegularFile(path) ? Kind.FILE : Kind.NO_FILE;
        Path folder = path.resolveSibling(".").normalize();
        boolean hasFolder = Files.isDirectory(folder);
        long owner = kind == Kind.FILE ? owner(path) : -1;
        boolean owned = owner < 0 || ValidatorFile.mayShare(owner, new UnixSystem().getUid());
        Path log = path.resolveSibling(path.getFileName() + "-wal");
        var place = hasFolder ? Files.getFileStore(folder) : null;
        return new DatabaseFile(
                path,
                kind,
                owned,
                owner,
                kind == Kind.FILE && Files.isWritable(path),
                hasFolder && Files.isWritable(folder),
                place == null ? "" : place.type(),
                place == null ? 0 : place.getUsableSpace(),
                Files.exists(log) ? Files.size(log) : 0,
                kind == Kind.FILE ? lastWrite(path, log) : Instant.EPOCH,
                kind == Kind.FILE ? InstanceLock.holderOf(path.resolveSibling(path.getFileName() + lockSuffix)) : "",
                kind == Kind.FILE && owned ? content(path) : Content.UNKNOWN);
    }

    private static long owner(Path path) throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                ? ((Integer) Files.getAttribute(path, "unix:uid")).longValue()
                : -1;
    }

    private static Instant lastWrite(Path path, Path log) throws IOException {
        Instant main = Files.getLastModifiedTime(path).toInstant();
        Instant side = Files.exists(log) ? Files.getLastModifiedTime(log).toInstant() : main;
        return side.isAfter(main) ? side : main;
    }

    private static Content content(Path path) {
        try (SqliteFile file = SqliteFile.open(path, SqliteFile.Access.READ, SqliteOptions.DEFAULTS)) {
            return file.readConsistently("looking at the database", DatabaseFile::content);
        } catch (StoreException e) {
            return new Content(String.valueOf(e.getMessage()), "", true, "", Set.of(), Set.of(), Set.of());
        }
    }

    private static Content content(Handle handle) {
        String version =
                handle.select("SELECT sqlite_version()").mapTo(String.class).one();
        var table = WeightTable.find(handle);
        Set<String> demanded = table.map(it -> new TreeSet<>(it.demanded())).orElseGet(TreeSet::new);
        demanded.removeAll(WeightTable.DEFINED);
        return new Content(
                table.map(WeightTable::fault).orElse(""),
                version,
                SqliteVersion.parse(version).isSafeForTwoWriters(),
                handle.select("PRAGMA journal_mode").mapTo(String.class).one(),
                handle.createQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")
                        .mapTo(String.class)
                        .set(),
                demanded,
                table.map(WeightTable::lacking).orElse(Set.of()));
    }
}

package io.weighbridge.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who keeps a database in WAL mode locked for writing, as Linux tells it. The database and its side files are not opened:
 * closing a stream would drop the locks that this process holds itself.
 */
public final class LockHolder {

    /** In the {@code -shm} file: {@code UNIX_SHM_BASE + WAL_WRITE_LOCK} of SQLite's {@code os_unix.c} and {@code wal.c}. */
    private static final int WRITE_LOCK = 120;

    /** A lock that is held, not one that is waited for: {@code 5: POSIX  ADVISORY  WRITE 812 08:01:131 120 120}. */
    private static final Pattern HELD =
            Pattern.compile("\\d+: POSIX\\s+ADVISORY\\s+WRITE (\\d+) \\S+:(\\d+) (\\d+) (\\d+)");

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private LockHolder() {}

    /** Who holds the lock now, such as {@code process 812 (sqlite3)}; empty if nobody does or the system does not say. */
    public static Optional<String> of(Path database) {
        return process(database).map(LockHolder::named);
    }

    /**
     * Who holds the lock for as long as this looks; nobody who works there for a moment, as a validator does. Blocks while
     * somebody holds it.
     */
    public static Optional<String> lasting(Path database, Duration looking, SqliteOptions.Pause pause) {
        Optional<Long> first = process(database);
        Optional<Long> now = first;
        for (long look = looking.dividedBy(BETWEEN_LOOKS); look > 0 && now.isPresent() && now.equals(first); look--) {
            try {
                pause.lasting(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            now = process(database);
        }
        return now.equals(first) ? now.map(LockHolder::named) : Optional.empty();
    }

    private static Optional<Long> process(Path database) {
        Path shared = database.resolveSibling(database.getFileName() + "-shm");
        try {
            if (!Files.isReadable(LOCKS) || !Files.exists(shared)) {
                return Optional.empty();
            }
            String inode = String.valueOf(Files.getAttribute(shared, "unix:ino"));
            return holder(Files.readAllLines(LOCKS), inode);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> holder(List<String> locks, String inode) {
        return locks.stream()
                .map(HELD::matcher)
                .filter(Matcher::matches)
                .filter(lock -> lock.group(2).equals(inode)
                        && Long.parseLong(lock.group(3)) <= WRITE_LOCK
                        && Long.parseLong(lock.group(4)) >= WRITE_LOCK)
                .map(lock -> Long.parseLong(lock.group(1)))
                .filter(process -> process != ProcessHandle.current().pid())
                .findFirst();
    }

    /** The name of another user's process may be hidden, and one outside of a container has no number here. */
    private static String named(long process) {
        try {
            return "process " + process + " ("
                    + Files.readString(Path.of("/proc", Long.toString(process), "comm"))
                            .strip() + ")";
        } catch (IOException e) {
            return process > 0 ? "process " + process : "a process outside of this container";
        }
    }
}

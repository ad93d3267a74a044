package io.weighbridge.store.sqlite;

import io.weighbridge.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Keeps a second Weighbridge from a file, for as long as this is open. The lock is a write transaction that stays open
 * in a tiny database beside the file: the kernel drops it when the process dies, however it dies.
 *
 * <p>It lies beside the file it guards, and not with the store or in the folder for temporary files, because everybody
 * who can reach the file can reach it there: processes with other stores, and containers that share the folder. It is a
 * database, and not a file locked through a {@code FileChannel}, because such a lock is gone as soon as anything in the
 * process closes any other channel on the file; SQLite takes care of that.
 */
final class InstanceLock implements AutoCloseable {

    private static final int BUSY_TIMEOUT_MILLIS = 250;

    private final Connection connection;

    private InstanceLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock {@code lock}, which guards {@code guarded}.
     *
     * @throws StoreException.InUse if somebody has it
     */
    static InstanceLock take(Path lock, Path guarded, Instant now) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + lock.toUri());
            try {
                hold(connection, now);
                return new InstanceLock(connection);
            } catch (SQLException e) {
                throw refusal(connection, lock, guarded, e);
            }
        } catch (SQLException e) {
            throw Faults.of("locking " + guarded, lock, e);
        }
    }

    /** Who has the lock, in words such as {@code process 4711, since 2026-02-20T12:00:00Z}; empty if nobody has it. */
    static String holderOf(Path lock) {
        if (!Files.exists(lock)) {
            return "";
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + lock.toUri())) {
            return isHeld(connection) ? holder(connection).replaceFirst("^, ", "") : "";
        } catch (SQLException e) {
            throw Faults.of("looking at the lock", lock, e);
        }
    }

    /** Tries for a moment; who wants the lock just then waits longer than that. */
    private static boolean isHeld(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            if (Faults.isBusy(e)) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a lock that is only held cannot fail to close", e);
        }
    }

    /** Says who we are, then keeps a transaction open; between the two somebody else may come first. */
    private static void hold(Connection connection, Instant now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, since TEXT NOT NULL)");
            statement.execute("DELETE FROM holder");
            statement.execute("INSERT INTO holder VALUES ("
                    + ProcessHandle.current().pid() + ", '" + now.truncatedTo(ChronoUnit.SECONDS) + "')");
            statement.execute("COMMIT");
            statement.execute("BEGIN IMMEDIATE");
        }
    }

    private static StoreException refusal(Connection connection, Path lock, Path guarded, SQLException fault)
            throws SQLException {
        try (connection) {
            if (!Faults.isBusy(fault)) {
                return Faults.of("locking " + guarded, lock, fault);
            }
            return new StoreException.InUse(
                    guarded + " is in use by another Weighbridge" + holder(connection)
                            + ". Only one may write to it: stop that one first (a service: systemctl stop weighbridge), or name another file");
        }
    }

    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid, since FROM holder")) {
            return row.next() ? ", process " + row.getLong(1) + ", since " + row.getString(2) : "";
        }
    }
}

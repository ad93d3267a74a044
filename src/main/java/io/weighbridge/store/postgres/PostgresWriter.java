package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes. It holds the advisory lock that keeps a second Weighbridge from the same schema: whoever
 * loses the connection loses the lock with it, and takes both anew before the next write. Used by one thread at a time.
 */
final class PostgresWriter implements AutoCloseable {

    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended('weighbridge ' || coalesce(current_schema(), ''), 0))";

    /** A server whose network broke down notices after a minute that nobody is there, and lets go of the lock. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;" + " SET tcp_keepalives_count = 3";

    private final PostgresPlace place;
    private @Nullable Handle handle;

    private PostgresWriter(PostgresPlace place) {
        this.place = place;
    }

    /**
     * Connects and takes the lock.
     *
     * @throws StoreException.InUse if somebody has it
     */
    static PostgresWriter of(PostgresPlace place) {
        var writer = new PostgresWriter(place);
        if (!writer.enter("taking the lock")) {
            throw new StoreException.InUse(
                    place.shown() + " is in use by another Weighbridge. Only one may write to it: stop"
                            + " that one first (a service: systemctl stop weighbridge), or name another database or schema");
        }
        return writer;
    }

    /**
     * The connection, made anew if it was lost.
     *
     * @throws StoreException.Unavailable if that cannot be done, or somebody else has the lock now
     */
    Handle handle(String doing) {
        if (handle == null && !enter(doing)) {
            throw new StoreException.Unavailable(
                    doing + " in " + place.shown()
                            + ": the connection was lost, and another one holds the lock now. It is"
                            + " ours while the server has not noticed the loss, which takes a minute; else stop the other"
                            + " Weighbridge",
                    new IllegalStateException("the advisory lock is taken"));
        }
        return Objects.requireNonNull(handle);
    }

    /** Ends the transaction at hand; where that cannot be done, or there is none, the connection is given up. */
    void rollBack(Throwable reason) {
        try {
            if (handle != null && handle.isInTransaction()) {
                handle.rollback();
                return;
            }
        } catch (JdbiException e) {
            reason.addSuppressed(e);
        }
        close();
    }

    @Override
    public void close() {
        if (handle != null) {
            closeQuietly(handle.getConnection());
            handle = null;
        }
    }

    private boolean enter(String doing) {
        try {
            Connection connection = PostgresDatabase.source(place).getConnection();
            if (!takesLock(connection)) {
                return false;
            }
            handle = Jdbi.open(connection);
            return true;
        } catch (SQLException e) {
            throw PostgresFaults.of(doing, place, e);
        }
    }

    /** Closes the connection unless it got the lock. */
    private static boolean takesLock(Connection connection) throws SQLException {
        boolean taken = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(KEEP_ALIVE);
            try (var row = statement.executeQuery(LOCK)) {
                taken = row.next() && row.getBoolean(1);
            }
            return taken;
        } finally {
            if (!taken) {
                closeQuietly(connection);
            }
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing tells a server good-bye, and asks for no answer", e);
        }
    }
}

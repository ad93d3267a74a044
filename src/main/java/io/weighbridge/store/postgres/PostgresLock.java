package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps a second Weighbridge from writing to the same schema, for as long as this is open: an advisory lock, which the
 * server drops with the connection that holds it.
 */
final class PostgresLock implements AutoCloseable {

    private static final String KEY = "hashtextextended('weighbridge ' || coalesce(current_schema(), ''), 0)";

    private final Connection connection;

    private PostgresLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException.InUse if somebody has it
     */
    static PostgresLock take(PostgresPlace place) {
        try {
            Connection connection = PostgresDatabase.source(place).getConnection();
            if (isFree(connection)) {
                return new PostgresLock(connection);
            }
            connection.close();
        } catch (SQLException e) {
            throw PostgresFaults.unreached(place, e);
        }
        throw new StoreException.InUse(
                place.shown() + " is in use by another Weighbridge. Only one may write to it: stop"
                        + " that one first (a service: systemctl stop weighbridge), or name another database or schema");
    }

    private static boolean isFree(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(" + KEY + ")");
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection that only holds a lock cannot fail to close", e);
        }
    }
}

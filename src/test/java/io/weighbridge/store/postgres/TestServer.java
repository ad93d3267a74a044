package io.weighbridge.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL for all tests of this JVM, which ends with it; each asks for an empty schema of its own. */
public final class TestServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestServer() {}

    /** An empty schema. */
    public static PostgresPlace emptySchema() {
        String schema = "s" + SCHEMAS.incrementAndGet();
        try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("the server of the tests does not work", e);
        }
        return new PostgresPlace(
                Started.SERVER.getJdbcUrl("postgres", "postgres") + "&password=s3cret&currentSchema=" + schema);
    }

    private static final class Started {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException("no PostgreSQL for the tests", e);
            }
        }
    }
}

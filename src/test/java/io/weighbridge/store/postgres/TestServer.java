package io.weighbridge.store.postgres;

import io.weighbridge.testing.Patience;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL for all tests of this JVM, which ends with it; each asks for an empty schema of its own. Where none can be
 * started, for want of a build for this machine or of rights, those tests are skipped, with a message.
 */
public final class TestServer {

    private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestServer() {}

    /** The port that it listens at. */
    public static int port() {
        return server().getPort();
    }

    private static EmbeddedPostgres server() {
        return Started.SERVER.orElseThrow(
                () -> new TestAbortedException("no PostgreSQL can be started here: this test needs it"));
    }

    /** An empty schema. */
    public static PostgresPlace emptySchema() {
        EmbeddedPostgres server = server();
        String schema = "s" + SCHEMAS.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("the server of the tests does not work", e);
        }
        return new PostgresPlace(
                server.getJdbcUrl("postgres", "postgres") + "&password=s3cret&currentSchema=" + schema);
    }

    private static final class Started {
        static final Optional<EmbeddedPostgres> SERVER = start();

        private static Optional<EmbeddedPostgres> start() {
            try {
                return Optional.of(EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(Patience.SECONDS))
                        .start());
            } catch (IOException | RuntimeException e) {
                LOG.warn("no PostgreSQL can be started here: {}", e.toString());
                return Optional.empty();
            }
        }
    }
}

package io.weighbridge.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.weighbridge.store.sql.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to one PostgreSQL database. Safe for many threads; writes queue up. */
final class PostgresDatabase implements Database, AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int SECONDS_TO_CONNECT = 10;
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(30);

    private final PostgresPlace place;
    private final PostgresOptions options;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Object oneWriter = new Object();

    private PostgresDatabase(PostgresPlace place, PostgresOptions options, HikariDataSource pool) {
        this.place = place;
        this.options = options;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects.
     *
     * @throws io.weighbridge.store.StoreException if nothing answers there, or lets us in
     */
    static PostgresDatabase open(PostgresPlace place, PostgresOptions options) {
        PGSimpleDataSource source = source(place);
        try (var connection = source.getConnection()) {
            connection.isValid(SECONDS_TO_CONNECT);
        } catch (SQLException e) {
            throw PostgresFaults.unreached(place, e);
        }
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setPoolName("store");
        hikari.setMaximumPoolSize(CONNECTIONS);
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(LONGEST_QUEUE.toMillis());
        options.pools().ifPresent(hikari::setMetricRegistry);
        return new PostgresDatabase(place, options, new HikariDataSource(hikari));
    }

    /** One connection after the other, for tools that manage them on their own. */
    static PGSimpleDataSource source(PostgresPlace place) {
        var source = new PGSimpleDataSource();
        source.setUrl(place.url());
        // Numbers beyond 63 bits are given as text; the database finds out what they are.
        source.setStringType("unspecified");
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        if (source.getApplicationName() == null || source.getApplicationName().startsWith("PostgreSQL")) {
            source.setApplicationName("weighbridge");
        }
        return source;
    }

    @Override
    public String name() {
        return place.shown();
    }

    @Override
    public <T> T read(String doing, Function<Handle, T> work) {
        return guarded(doing, () -> jdbi.withHandle(work::apply));
    }

    @Override
    public <T> T readConsistently(String doing, Function<Handle, T> work) {
        return guarded(doing, () -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply));
    }

    @Override
    public <T> T write(String doing, Function<Handle, T> work) {
        Instant asked = options.clock().instant();
        synchronized (oneWriter) {
            T result = guarded(doing, () -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply));
            options.listener()
                    .committed(
                            Path.of(name()),
                            Duration.between(asked, options.clock().instant()));
            return result;
        }
    }

    private <T> T guarded(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (JdbiException e) {
            throw PostgresFaults.of(doing, place, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @FunctionalInterface
    private interface Work<T> {
        T run();
    }
}

package io.weighbridge.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.DamagedRow;
import io.weighbridge.store.sql.Database;
import io.weighbridge.store.sql.Outages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to one PostgreSQL database: a few that read and one that writes. Safe for many threads; writes queue up. Where
 * the options say so, writes wait for a server that is out of service; reads fail at once then, so that whoever asks how it
 * goes gets an answer, except in {@link #patient()}.
 */
final class PostgresDatabase implements Database, AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_ANSWER = 120;
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(SECONDS_TO_CONNECT);

    private final PostgresPlace place;
    private final PostgresOptions options;
    private final HikariDataSource pool;
    private final Jdbi reading;
    private final Outages outages;
    private final Object oneWriter = new Object();
    private @Nullable PostgresWriter writer;

    private PostgresDatabase(PostgresPlace place, PostgresOptions options, HikariDataSource pool) {
        this.place = place;
        this.options = options;
        this.pool = pool;
        this.reading = Jdbi.create(pool);
        this.outages = new Outages(name(), options.endurance(), options.listener(), options.clock());
    }

    /**
     * Connects to read.
     *
     * @throws StoreException if nothing answers there, or lets us in
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

    /**
     * Connects to write as well.
     *
     * @throws StoreException.InUse if another Weighbridge does
     */
    void openToWrite() {
        synchronized (oneWriter) {
            writer = PostgresWriter.of(place);
        }
    }

    /** One connection after the other, for tools that manage them on their own. What the URL says of times holds. */
    static PGSimpleDataSource source(PostgresPlace place) {
        var source = new PGSimpleDataSource();
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        source.setSocketTimeout(SECONDS_TO_ANSWER);
        source.setTcpKeepAlive(true);
        source.setUrl(place.url());
        // Numbers beyond 63 bits are given as text; the database finds out what they are.
        source.setStringType("unspecified");
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
        return guarded(doing, () -> reading.withHandle(work::apply));
    }

    @Override
    public <T> T readConsistently(String doing, Function<Handle, T> work) {
        return guarded(doing, () -> reading.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply));
    }

    @Override
    public <T> T write(String doing, Function<Handle, T> work) {
        Supplier<T> write = writing(doing, work)::tryOnce;
        return outages.outlast(() -> {
            Instant asked = options.clock().instant();
            T result;
            synchronized (oneWriter) {
                result = write.get();
            }
            options.listener()
                    .committed(
                            Path.of(name()),
                            Duration.between(asked, options.clock().instant()));
            return result;
        });
    }

    private <T> PostgresWrite<T> writing(String doing, Function<Handle, T> work) {
        synchronized (oneWriter) {
            if (writer == null) {
                throw new IllegalStateException(doing + ": " + name() + " was opened to read only");
            }
            return new PostgresWrite<>(writer, place, doing, work);
        }
    }

    /** The same database for a thread that may wait: it reads when the server is in service again. */
    Database patient() {
        return new Patient(this);
    }

    private <T> T guarded(String doing, Supplier<T> work) {
        if (outages.isOut()) {
            knock(doing);
        }
        try {
            return tryOnce(doing, work);
        } catch (StoreException.Unavailable e) {
            // The pool's connections may be those to a server that was started anew since.
            pool.getHikariPoolMXBean().softEvictConnections();
            knock(doing);
            return tryOnce(doing, work);
        }
    }

    private <T> T tryOnce(String doing, Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw PostgresFaults.of(doing, place, e);
        } catch (DamagedRow e) {
            throw e.in(name());
        }
    }

    /** The pool would try for as long as a queue may last; a connection is refused at once where nobody listens. */
    private void knock(String doing) {
        try (Connection connection = source(place).getConnection()) {
            connection.isValid(SECONDS_TO_CONNECT);
        } catch (SQLException e) {
            throw PostgresFaults.of(doing, place, e);
        }
    }

    @Override
    public void close() {
        pool.close();
        synchronized (oneWriter) {
            if (writer != null) {
                writer.close();
            }
        }
    }

    /** Reads that wait, too. */
    private record Patient(PostgresDatabase database) implements Database {

        @Override
        public String name() {
            return database.name();
        }

        @Override
        public <T> T read(String doing, Function<Handle, T> work) {
            return database.outages.outlast(() -> database.read(doing, work));
        }

        @Override
        public <T> T readConsistently(String doing, Function<Handle, T> work) {
            return database.outages.outlast(() -> database.readConsistently(doing, work));
        }

        @Override
        public <T> T write(String doing, Function<Handle, T> work) {
            return database.write(doing, work);
        }
    }
}

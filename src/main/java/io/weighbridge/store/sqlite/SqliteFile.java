package io.weighbridge.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sql.DamagedRow;
import io.weighbridge.store.sql.Database;
import io.weighbridge.store.sql.Outages;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The connections to one SQLite file: a few that read and one that writes. Safe for many threads; writes queue up.
 *
 * <p>Transactions are begun and ended in SQL, not through JDBC: the driver's own commit begins the next transaction at
 * once, which would take the write lock again.
 *
 * <p>While this is open, nothing else in this process may open the file by Java I/O: closing such a stream drops
 * SQLite's POSIX locks.
 */
final class SqliteFile implements Database, AutoCloseable {

    /** What may be done with the file. */
    enum Access {
        /** Read, write, and create if missing. */
        CREATE,
        /** Read and write. */
        WRITE,
        /** Read. */
        READ
    }

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final int READERS = 4;

    /** No cell, and no row, may fill the memory: metadata packed have a tenth of it, a row of weights a hundredth. */
    private static final int LONGEST_CELL = 8 << 20;

    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(2);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

    private final Path path;
    private final SqliteOptions options;
    private final Access access;
    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final Jdbi reading;
    private final Jdbi writing;
    private final Outages outages;

    private SqliteFile(Path path, Access access, SqliteOptions options, SQLiteDataSource source) {
        this.path = path;
        this.access = access;
        this.options = options;
        this.writer = pool(path, source, 1, options);
        this.readers = pool(path, source, READERS, options);
        this.reading = Jdbi.create(readers);
        this.writing = Jdbi.create(writer);
        this.outages = new Outages(path.toString(), options.endurance(), options.listener(), options.clock());
    }

    /**
     * Opens the file; nothing is written to it, but with {@link Access#CREATE} an empty one is made if it is missing.
     *
     * @throws StoreException if it is no SQLite database, or cannot be opened
     */
    static SqliteFile open(Path path, Access access, SqliteOptions options) {
        SqliteFile file = new SqliteFile(path, access, options, source(path, access, options));
        try {
            file.checkVersion();
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    /** Where the file is. */
    Path path() {
        return path;
    }

    /** How it is shared. */
    SqliteOptions options() {
        return options;
    }

    /** The writing connection, for a tool that manages its own transactions. */
    DataSource writerSource() {
        return writer;
    }

    /** Reads in one connection; each statement sees a consistent state. */
    @Override
    public <T> T read(String doing, Function<Handle, T> work) {
        return patiently(doing, () -> on(reading, work));
    }

    /** Reads in one transaction, so that all statements see the same state. */
    @Override
    public <T> T readConsistently(String doing, Function<Handle, T> work) {
        return patiently(doing, () -> on(reading, handle -> between("BEGIN DEFERRED", handle, readers, work)));
    }

    /**
     * Writes in one transaction that holds the lock from its beginning. If the file is busy, or there is no room and that is
     * waited for, the work is run again, so it must not have any other effect.
     */
    @Override
    public <T> T write(String doing, Function<Handle, T> work) {
        return outages.outlast(() -> {
            Instant asked = options.clock().instant();
            T result = outsideTransaction(doing, handle -> between("BEGIN IMMEDIATE", handle, writer, work));
            options.listener()
                    .committed(path, Duration.between(asked, options.clock().instant()));
            return result;
        });
    }

    /** Runs statements on the writing connection that may not stand in a transaction. */
    <T> T outsideTransaction(String doing, Function<Handle, T> work) {
        if (access == Access.READ) {
            throw new IllegalStateException(doing + ": " + path + " was opened to read only");
        }
        return patiently(doing, () -> on(writing, work));
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    private <T> T patiently(String doing, Work<T> work) {
        Duration backOff = FIRST_BACK_OFF;
        var lock = new LongLock(doing, path, options.clock());
        while (true) {
            try {
                T result = work.run();
                lock.free();
                return result;
            } catch (DamagedRow e) {
                throw e.in(name());
            } catch (JdbiException e) {
                if (!Faults.isBusy(e)) {
                    throw Faults.of(doing, path, e);
                }
                options.listener().busy(path);
                lock.stillHeld();
                waitFor(backOff, doing, e);
                Duration doubled = backOff.multipliedBy(2);
                backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
            }
        }
    }

    private void waitFor(Duration backOff, String doing, JdbiException busy) {
        try {
            options.pause().lasting(backOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Failed(
                    doing + " in " + path + ": interrupted while somebody else held the lock; nothing was written",
                    busy);
        }
    }

    private static <T> T on(Jdbi connections, Function<Handle, T> work) {
        try (Handle handle = connections.open()) {
            return work.apply(handle);
        }
    }

    private static <T> T between(String begin, Handle handle, HikariDataSource pool, Function<Handle, T> work) {
        try {
            handle.execute(begin);
            T result = work.apply(handle);
            handle.execute("COMMIT");
            return result;
        } catch (RuntimeException | Error e) {
            rollBack(handle, pool, e);
            throw e;
        }
    }

    /**
     * SQLite may have rolled back by itself, as after a full disk, and then refuses to do so again. Whatever the reason for
     * a refusal, the connection is given up: closing it ends what it may still have open.
     */
    private static void rollBack(Handle handle, HikariDataSource pool, Throwable reason) {
        try {
            handle.execute("ROLLBACK");
        } catch (JdbiException e) {
            reason.addSuppressed(e);
            pool.evictConnection(handle.getConnection());
        }
    }

    private void checkVersion() {
        String text = read(
                "opening",
                handle -> handle.select("SELECT sqlite_version()")
                        .mapTo(String.class)
                        .one());
        LOG.debug("SQLite {} opens {}", text, path);
        if (!SqliteVersion.parse(text).isSafeForTwoWriters()) {
            LOG.warn(
                    "SQLite {} is older than 3.51.3 (or 3.50.7, 3.44.6): two programs that write to {} can damage it; "
                            + "use the SQLite that comes with Weighbridge",
                    text,
                    path);
        }
    }

    private static SQLiteDataSource source(Path path, Access access, SqliteOptions options) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(LONGEST_CELL));
        if (access != Access.CREATE) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        SQLiteDataSource source = new PatientSource(config, new LockWait(options.busyTimeout()));
        // As a URI, so that no character of the path is taken for an option.
        source.setUrl("jdbc:sqlite:" + path.toUri());
        return source;
    }

    private static HikariDataSource pool(Path path, SQLiteDataSource source, int size, SqliteOptions options) {
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setPoolName((size == 1 ? "writer of " : "readers of ") + path.getFileName());
        hikari.setMaximumPoolSize(size);
        hikari.setMinimumIdle(1);
        hikari.setMaxLifetime(0);
        hikari.setConnectionTimeout(LONGEST_QUEUE.toMillis());
        if (options.pools() instanceof SqliteOptions.PoolMetrics.Registry registry) {
            hikari.setMetricRegistry(registry.micrometer());
        }
        try {
            return new HikariDataSource(hikari);
        } catch (PoolInitializationException e) {
            throw Faults.of("opening", path, e);
        }
    }

    /** Connections that wait for locks in a way that can be interrupted. */
    private static final class PatientSource extends SQLiteDataSource {

        private final LockWait wait;

        PatientSource(SQLiteConfig config, LockWait wait) {
            super(config);
            this.wait = wait;
        }

        @Override
        public SQLiteConnection getConnection(String user, String password) throws SQLException {
            SQLiteConnection connection = super.getConnection(user, password);
            BusyHandler.setHandler(connection, wait);
            return connection;
        }
    }

    /** Something that may be run again. */
    @FunctionalInterface
    private interface Work<T> {
        T run();
    }
}

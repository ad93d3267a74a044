package io.weighbridge.store.sqlite;

import io.weighbridge.store.Endurance;
import io.weighbridge.store.StoreListener;
import java.time.Clock;
import java.time.Duration;

/**
 * How databases are shared with others.
 *
 * @param busyTimeout how long SQLite itself waits for a lock before we back off and ask again
 * @param clock tells the time; it bounds write transactions and names backups
 * @param pause waits between write transactions, and between tries at a lock
 * @param listener hears of commits and of locks held by others
 * @param pools where the connection pools count
 * @param endurance whether what is written waits while there is no room for it
 */
public record SqliteOptions(
        Duration busyTimeout,
        Clock clock,
        Pause pause,
        StoreListener listener,
        PoolMetrics pools,
        Endurance endurance) {

    /** Ten seconds, the system's clock, nobody listens, a full disk is a fault. */
    public static final SqliteOptions DEFAULTS = new SqliteOptions(
            Duration.ofSeconds(10),
            Clock.systemUTC(),
            duration -> Thread.sleep(duration.toMillis()),
            StoreListener.NONE);

    /** The pools count nowhere, and a full disk is a fault. */
    public SqliteOptions(Duration busyTimeout, Clock clock, Pause pause, StoreListener listener) {
        this(busyTimeout, clock, pause, listener, PoolMetrics.Nowhere.NOWHERE, Endurance.none());
    }

    /** The same with another listener. */
    public SqliteOptions heardBy(StoreListener other) {
        return new SqliteOptions(busyTimeout, clock, pause, other, pools, endurance);
    }

    /** The same with pools that count there. */
    public SqliteOptions countedBy(PoolMetrics other) {
        return new SqliteOptions(busyTimeout, clock, pause, listener, other, endurance);
    }

    /** The same for a run that waits while there is no room for what it writes. */
    public SqliteOptions enduring(Endurance other) {
        return new SqliteOptions(busyTimeout, clock, pause, listener, pools, other);
    }

    /** Where connection pools count what they do. */
    public sealed interface PoolMetrics {

        /**
         * In a registry of metrics.
         *
         * @param micrometer a Micrometer {@code MeterRegistry}; the pool takes it as an object, and so do we
         */
        record Registry(Object micrometer) implements PoolMetrics {}

        /** Nowhere. */
        enum Nowhere implements PoolMetrics {
            /** The only one. */
            NOWHERE
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {

        /**
         * Returns after {@code duration}.
         *
         * @throws InterruptedException if the thread is interrupted
         */
        void lasting(Duration duration) throws InterruptedException;
    }
}

package io.weighbridge.store.postgres;

import io.weighbridge.store.StoreListener;
import java.time.Clock;
import java.util.Optional;

/**
 * How the database is used.
 *
 * @param clock tells the time
 * @param listener hears of commits
 * @param pools a Micrometer {@code MeterRegistry} in which the connection pool counts; the pool takes it as an object
 */
public record PostgresOptions(Clock clock, StoreListener listener, Optional<Object> pools) {

    /** The system's clock, nobody listens, nothing is counted. */
    public static final PostgresOptions DEFAULTS =
            new PostgresOptions(Clock.systemUTC(), StoreListener.NONE, Optional.empty());
}

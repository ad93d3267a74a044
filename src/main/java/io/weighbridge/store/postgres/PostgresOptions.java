package io.weighbridge.store.postgres;

import io.weighbridge.store.Endurance;
import io.weighbridge.store.StoreListener;
import java.time.Clock;
import java.util.Optional;

/**
 * How the database is used.
 *
 * @param clock tells the time
 * @param listener hears of commits and outages
 * @param pools a Micrometer {@code MeterRegistry} in which the connection pool counts; the pool takes it as an object
 * @param endurance whether what is written waits for a server that is out of service
 */
public record PostgresOptions(Clock clock, StoreListener listener, Optional<Object> pools, Endurance endurance) {

    /** The system's clock, nobody listens, nothing is counted, a server that is out of service is a fault. */
    public static final PostgresOptions DEFAULTS =
            new PostgresOptions(Clock.systemUTC(), StoreListener.NONE, Optional.empty(), Endurance.none());
}

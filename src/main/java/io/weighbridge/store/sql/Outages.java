package io.weighbridge.store.sql;

import io.weighbridge.store.Endurance;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times in which one database is out of service: work that may wait is tried again until they are over, and people are told
 * once of their beginning and once of their end. Safe for many threads.
 */
public final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final String database;
    private final Endurance endurance;
    private final StoreListener listener;
    private final Clock clock;
    private @Nullable Instant since;

    /**
     * The database is in service.
     *
     * @param database its place, for people, as {@link Database#name()} has it
     * @param endurance whether work waits
     * @param listener hears of outages
     * @param clock tells how long they last
     */
    public Outages(String database, Endurance endurance, StoreListener listener, Clock clock) {
        this.database = database;
        this.endurance = endurance;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Does work that may wait; it is run again after an outage, so it must not have any other effect.
     *
     * @throws StoreException.Unavailable if nothing may wait, or not any longer
     */
    public <T> T outlast(Supplier<T> work) {
        for (int tries = 1; true; tries++) {
            try {
                T result = work.get();
                over();
                return result;
            } catch (StoreException.Unavailable e) {
                if (!goesOn(tries, e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether the last try failed, and no later one succeeded. */
    public synchronized boolean isOut() {
        return since != null;
    }

    private boolean goesOn(int tries, StoreException.Unavailable fault) {
        if (tries == 1) {
            began(fault);
        } else {
            LOG.debug("try {}: {}", tries, fault.getMessage());
        }
        try {
            return endurance.pause(tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void began(StoreException.Unavailable fault) {
        listener.unavailable(Path.of(database), fault.getMessage());
        if (since == null) {
            since = clock.instant();
            if (endurance.waits()) {
                LOG.warn("{}. It is waited for, and tried again every half a minute or sooner", fault.getMessage());
            }
        }
    }

    private synchronized void over() {
        if (since != null) {
            if (endurance.waits()) {
                LOG.info("{} is in service again, after {} s", database, secondsSince(since));
            }
            since = null;
            listener.available(Path.of(database));
        }
    }

    private long secondsSince(Instant begin) {
        return Duration.between(begin, clock.instant()).toSeconds();
    }
}

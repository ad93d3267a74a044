package io.weighbridge.watch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for ages: it begins with the time of day and then goes on evenly, whatever happens to the time of day. What is
 * told to people or written down needs another one. Immutable.
 */
public final class SteadyClock extends Clock {

    private final Instant began = Instant.now();
    private final long origin = System.nanoTime();

    /** It is now. */
    public SteadyClock() {}

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - origin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

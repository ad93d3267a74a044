package io.weighbridge.store.sqlite;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves when it is told to, when somebody pauses, and by a tick at each look. */
final class HandClock extends Clock implements SqliteOptions.Pause {

    private final Duration tick;
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-20T12:00:00Z");

    HandClock(Duration tick) {
        this.tick = tick;
    }

    @Override
    public synchronized Instant instant() {
        now = now.plus(tick);
        return now;
    }

    @Override
    public synchronized void lasting(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    /** Somebody sets it, such as an hour back. */
    synchronized void set(Duration ahead) {
        now = now.plus(ahead);
    }

    /** Every pause so far. */
    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}

package io.weighbridge.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A value that is worked out anew only when it has become too old. Safe for many threads. */
final class CachedValue<T> implements Supplier<T> {

    private final Supplier<T> source;
    private final Duration longest;
    private final Clock clock;
    private T value;
    private Instant at;

    /** Works the value out for the first time. */
    CachedValue(Supplier<T> source, Duration longest, Clock clock) {
        this.source = source;
        this.longest = longest;
        this.clock = clock;
        this.value = source.get();
        this.at = clock.instant();
    }

    @Override
    public synchronized T get() {
        Instant now = clock.instant();
        if (Duration.between(at, now).compareTo(longest) > 0) {
            value = source.get();
            at = now;
        }
        return value;
    }
}

package io.weighbridge.store.sqlite;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** The two spellings of a time: ISO 8601 in UTC, with three digits in the store and six in the validator's table. */
final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private Times() {}

    /** {@code 2026-02-20T12:00:40.123Z}. */
    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** {@code 2026-02-20T12:00:40.123000Z}. */
    static String micros(Instant time) {
        return MICROS.format(time);
    }

    /** The first millisecond that is not before {@code time}, so that texts compare as the times do. */
    static String millisFrom(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MILLIS);
        return millis(floor.equals(time) ? time : floor.plusMillis(1));
    }
}

package io.weighbridge.store.sql;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** How the store and the side tables spell a time: ISO 8601 in UTC with three digits behind the point. */
public final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Years of more than four digits would not compare as text. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    /** {@code 2026-02-20T12:00:40.123Z}. */
    public static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** The first millisecond that is not before {@code time}, so that texts compare as the times do. */
    public static String millisFrom(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            return millis(time.isBefore(EARLIEST) ? EARLIEST : LATEST);
        }
        Instant floor = time.truncatedTo(ChronoUnit.MILLIS);
        return millis(floor.equals(time) ? time : floor.plusMillis(1));
    }
}

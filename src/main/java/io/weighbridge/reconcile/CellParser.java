package io.weighbridge.reconcile;

import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Cell;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Parses cells in every spelling that a Python program leaves behind. */
final class CellParser {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[ ]")
            .appendPattern("[XXX][XX][X]['Z'][ ]['UTC']")
            .toFormatter(Locale.ROOT);

    /** Times outside are not accepted: no log has them, and arithmetic with them would overflow. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private CellParser() {}

    /** Whether the cell is NULL, blank text or no bytes. */
    static boolean isEmpty(Cell cell) {
        return cell.text().isBlank()
                && !(cell instanceof Cell.Blob blob && !blob.value().isEmpty());
    }

    /** An integer: as such, as text, as a whole floating point number, or as up to 8 little-endian bytes (numpy). */
    static OptionalLong integer(Cell cell) {
        if (cell instanceof Cell.Int number) {
            return OptionalLong.of(number.value());
        }
        if (cell instanceof Cell.Real number) {
            return number.value() == Math.rint(number.value()) && Math.abs(number.value()) < 1L << 53
                    ? OptionalLong.of((long) number.value())
                    : OptionalLong.empty();
        }
        if (cell instanceof Cell.Blob blob) {
            return littleEndian(blob.value());
        }
        String text = cell.text().strip();
        return text.matches("[+-]?\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static OptionalLong littleEndian(Bytes bytes) {
        if (bytes.isEmpty() || bytes.size() > 8) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = bytes.size() - 1; i >= 0; i--) {
            value = (value << 8) | bytes.get(i);
        }
        return OptionalLong.of(value);
    }

    /** A boolean: any integer that is 0 or 1, {@code true}, {@code false}, {@code yes}, {@code no}. */
    static Optional<Boolean> bool(Cell cell) {
        OptionalLong number = integer(cell);
        if (number.isPresent()) {
            return number.getAsLong() == 0 || number.getAsLong() == 1
                    ? Optional.of(number.getAsLong() == 1)
                    : Optional.empty();
        }
        return switch (cell.text().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "t", "y" -> Optional.of(true);
            case "false", "no", "f", "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A moment: ISO 8601 with a T or a space, with an offset or without (UTC), or a number of seconds or milliseconds. */
    static Optional<Instant> instant(Cell cell) {
        if (cell instanceof Cell.Int || cell instanceof Cell.Real) {
            return epoch(cell.text());
        }
        String text = cell.text().strip();
        return iso(text).filter(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, LOCAL).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noLocalTime) {
            return offset(text);
        }
    }

    private static Optional<Instant> offset(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, OFFSET).toInstant());
        } catch (DateTimeException noOffsetTime) {
            return epoch(text);
        }
    }

    /** Seconds since 1970; milliseconds, microseconds or nanoseconds where seconds would lie beyond the year 5138. */
    private static Optional<Instant> epoch(String text) {
        if (!text.matches("\\d{9,19}(\\.\\d{1,12})?(E\\d{1,2})?") && !text.matches("\\d\\.\\d{1,17}E\\d{1,2}")) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(text);
        for (int step = 0; step < 3 && seconds.compareTo(BigDecimal.valueOf(100_000_000_000L)) >= 0; step++) {
            seconds = seconds.movePointLeft(3);
        }
        return Optional.of(Instant.EPOCH
                .plusSeconds(seconds.longValue())
                .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
    }
}

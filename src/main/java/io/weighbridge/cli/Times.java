package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.DurationText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Times and durations as people type and read them. */
final class Times {

    private Times() {}

    /** {@code 30d} (so long ago), {@code 2026-01-31}, {@code 2026-01-31T12:00:00Z}; UTC where no zone is named. */
    static Instant parse(String name, String text, Clock clock) {
        try {
            Optional<Duration> age = DurationText.parse(text);
            return age.isPresent() ? clock.instant().minus(age.get()) : timeOrDay(text);
        } catch (DateTimeException e) {
            throw ConfigException.ofFlag(
                    name,
                    text,
                    "an age such as 12h or 30d, a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static Instant timeOrDay(String text) {
        String time = text.replaceFirst("(?<=^\\d{4}-\\d{2}-\\d{2}) ", "T");
        if (!time.contains("T")) {
            return LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return time.matches(".*T[0-9:.]*")
                ? LocalDateTime.parse(time).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(time).toInstant();
    }

    /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d}. */
    static Duration duration(String name, String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> ConfigException.ofFlag(name, text, "a number and ms, s, m, h or d, such as 30s"));
    }

    /** {@code 3 s}, {@code 4 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0) : seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}

package io.weighbridge.cli.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 30d}. */
public final class DurationText {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)");

    private DurationText() {}

    /** The duration, to the millisecond; empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            return Optional.empty();
        }
        double millis = switch (amount.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(amount.group(1)) * millis)));
    }
}

package io.weighbridge.cli.settings;

import io.weighbridge.alerts.Webhook;
import java.time.Duration;
import java.util.List;

/** Reads what is set about alerts. */
final class AlertTexts {

    private static final double LEAST_TEMPOS = 0.1;
    private static final double MOST_TEMPOS = 1000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private AlertTexts() {}

    /** Addresses; one that cannot be used is a secret all the same, and no part of the message. */
    static List<Webhook> webhooks(Given given) {
        return given.items().stream()
                .map(text -> webhook(given, text))
                .distinct()
                .toList();
    }

    private static Webhook webhook(Given given, String text) {
        try {
            return Webhook.parse(text);
        } catch (IllegalArgumentException e) {
            throw given.refuse("…", Webhook.EXPECTED);
        }
    }

    static double tempos(Given given) {
        double tempos;
        try {
            tempos = Double.parseDouble(given.text());
        } catch (NumberFormatException e) {
            tempos = Double.NaN;
        }
        if (tempos >= LEAST_TEMPOS && tempos <= MOST_TEMPOS) {
            return tempos;
        }
        throw given.refuse(given.text(), "a number of tempos from 0.1 to 1000");
    }

    static Duration duration(Given given) {
        return DurationText.parse(given.text())
                .filter(duration -> duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> given.refuse(given.text(), "a number and s, m, h or d, such as 5m, from 1s to 30d"));
    }
}

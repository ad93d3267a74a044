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
    static List<Webhook> webhooks(RawSetting setting) {
        return setting.items().stream()
                .map(text -> webhook(setting, text))
                .distinct()
                .toList();
    }

    private static Webhook webhook(RawSetting setting, String text) {
        try {
            return Webhook.parse(text);
        } catch (IllegalArgumentException e) {
            throw setting.refuse("…", Webhook.EXPECTED);
        }
    }

    static double tempos(RawSetting setting) {
        double tempos;
        try {
            tempos = Double.parseDouble(setting.text());
        } catch (NumberFormatException e) {
            tempos = Double.NaN;
        }
        if (tempos >= LEAST_TEMPOS && tempos <= MOST_TEMPOS) {
            return tempos;
        }
        throw setting.refuse(setting.text(), "a number of tempos from 0.1 to 1000");
    }

    static Duration duration(RawSetting setting) {
        return DurationText.parse(setting.text())
                .filter(duration -> duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(
                        () -> setting.refuse(setting.text(), "a number and s, m, h or d, such as 5m, from 1s to 30d"));
    }
}

package io.weighbridge.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Remembers what people were told, so that they hear of everything once: of what lasts when it begins, again after a while,
 * and when it is over; of what happens over and over only how often. Not thread safe.
 */
final class Incidents {

    /** So many kinds of failures are told apart; the oldest is forgotten. */
    private static final int MOST_REMEMBERED = 1000;

    private final Duration repeatAfter;
    private final Map<String, Told<LastingFault>> lasting = new LinkedHashMap<>();
    private final Map<String, Told<OneTimeFault>> happened = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told<OneTimeFault>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * What lasts or comes again is told again after that time.
     *
     * @param before what an earlier run {@link #lasting} told of
     */
    Incidents(Duration repeatAfter, Map<String, String> before) {
        this.repeatAfter = repeatAfter;
        before.forEach((key, text) -> AlertNotesJson.lastingFault(text)
                .ifPresent(lastingFault -> lasting.put(key, new Told<>(lastingFault, AlertNotesJson.told(text), 0))));
    }

    /** What people were told of that lasts, for the next run; the newest where there is more than anybody reads. */
    Map<String, String> lasting() {
        Map<String, String> texts = new LinkedHashMap<>();
        lasting.entrySet().stream()
                .skip(Math.max(0, lasting.size() - MOST_REMEMBERED))
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        AlertNotesJson.of(
                                entry.getValue().what(), entry.getValue().at())));
        return texts;
    }

    /**
     * What people have to hear of now, one alert of each kind.
     *
     * @param lastingFaults everything that is wrong now
     * @param oneTimeFaults what went wrong since the last time
     * @param now when
     * @param lookedInto whether a lasting fault would be among those, if it lasted: what nobody could look into is not over
     */
    List<Alert> next(
            List<LastingFault> lastingFaults,
            List<OneTimeFault> oneTimeFaults,
            Instant now,
            Predicate<LastingFault> lookedInto) {
        var lines = new EnumMap<AlertKind, List<String>>(AlertKind.class);
        oneTimeFaults.forEach(oneTimeFault -> hear(oneTimeFault, now, lines));
        Map<String, LastingFault> present = new LinkedHashMap<>();
        lastingFaults.forEach(
                lastingFault -> present.put(lastingFault.kind() + " " + lastingFault.key(), lastingFault));
        present.forEach((key, lastingFault) -> last(key, lastingFault, now, lines));
        lasting.entrySet().removeIf(entry -> {
            boolean over = !present.containsKey(entry.getKey())
                    && lookedInto.test(entry.getValue().what());
            if (over) {
                add(lines, AlertKind.RECOVERED, entry.getValue().what().over());
            }
            return over;
        });
        return lines.entrySet().stream()
                .map(entry -> new Alert(entry.getKey(), now, entry.getValue()))
                .toList();
    }

    private void hear(OneTimeFault oneTimeFault, Instant now, Map<AlertKind, List<String>> lines) {
        String key = oneTimeFault.kind() + " " + oneTimeFault.key();
        Told<OneTimeFault> before = happened.get(key);
        if (before != null && !before.isOlder(repeatAfter, now)) {
            happened.put(key, before.again());
            return;
        }
        String since = before == null || before.since() == 0
                ? ""
                : " So did " + before.since() + " before it, since " + before.at() + ".";
        add(lines, oneTimeFault.kind(), oneTimeFault.said() + since);
        happened.remove(key);
        happened.put(key, new Told<>(oneTimeFault, now, 0));
    }

    private void last(String key, LastingFault lastingFault, Instant now, Map<AlertKind, List<String>> lines) {
        Told<LastingFault> before = lasting.get(key);
        if (before == null) {
            add(lines, lastingFault.kind(), lastingFault.said());
            lasting.put(key, new Told<>(lastingFault, now, 0));
        } else if (before.isOlder(repeatAfter, now)) {
            add(lines, lastingFault.kind(), "Still: " + lastingFault.said());
            lasting.put(key, new Told<>(lastingFault, now, 0));
        }
    }

    private static void add(Map<AlertKind, List<String>> lines, AlertKind kind, String line) {
        lines.computeIfAbsent(kind, none -> new ArrayList<>()).add(line);
    }

    /**
     * What people were told.
     *
     * @param what of what
     * @param at when
     * @param since how often the same has happened since
     */
    private record Told<T>(T what, Instant at, int since) {

        boolean isOlder(Duration age, Instant now) {
            return Duration.between(at, now).compareTo(age) >= 0;
        }

        Told<T> again() {
            return new Told<>(what, at, since + 1);
        }
    }
}

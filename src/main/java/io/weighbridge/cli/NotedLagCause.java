package io.weighbridge.cli;

import io.weighbridge.store.Store;
import io.weighbridge.watch.LagCause;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What held up a run, as it noted it in the store: another process, such as {@code status}, reads it there.
 *
 * @param at when
 * @param lagCause what
 */
record NotedLagCause(Instant at, LagCause lagCause) {

    /** The word in the store, where other versions of this program look for it. */
    private static final String TOPIC = "drag";

    /** The last note, unless it says that nothing held it up. */
    static Optional<NotedLagCause> read(Store store) {
        Map<String, String> note = store.notes(TOPIC);
        try {
            return note.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NotedLagCause(
                            Instant.parse(note.getOrDefault("at", "")),
                            new LagCause(
                                    LagCause.Kind.valueOf(note.getOrDefault("cause", "")),
                                    Boolean.parseBoolean(note.get("gains")),
                                    note.getOrDefault("reason", ""))));
        } catch (DateTimeException | IllegalArgumentException e) {
            // Of another version: the next note is in a minute.
            return Optional.empty();
        }
    }

    /** Notes it instead of what was noted before. */
    void write(Store store) {
        store.leaveNotes(
                TOPIC,
                lagCause.isPresent()
                        ? Map.of(
                                "at", at.toString(),
                                "cause", lagCause.kind().name(),
                                "gains", Boolean.toString(lagCause.gains()),
                                "reason", lagCause.reason())
                        : Map.of());
    }

    /** How long ago, by that time. */
    Duration age(Instant now) {
        return Duration.between(at, now);
    }
}

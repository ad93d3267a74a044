package io.weighbridge.cli;

import io.weighbridge.store.Store;
import io.weighbridge.watch.Drag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What held up a run, as it noted it in the store: another process, such as {@code status}, reads it there.
 *
 * @param at when
 * @param drag what
 */
record NotedDrag(Instant at, Drag drag) {

    private static final String TOPIC = "drag";

    /** The last note, unless it says that nothing held it up. */
    static Optional<NotedDrag> read(Store store) {
        Map<String, String> note = store.notes(TOPIC);
        try {
            return note.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NotedDrag(
                            Instant.parse(note.getOrDefault("at", "")),
                            new Drag(
                                    Drag.Cause.valueOf(note.getOrDefault("cause", "")),
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
                drag.isFelt()
                        ? Map.of(
                                "at", at.toString(),
                                "cause", drag.cause().name(),
                                "gains", Boolean.toString(drag.gains()),
                                "reason", drag.reason())
                        : Map.of());
    }

    /** How long ago, by that time. */
    Duration age(Instant now) {
        return Duration.between(at, now);
    }
}

package io.weighbridge.cli;

import io.weighbridge.store.Store;
import io.weighbridge.watch.RowWait;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What kept rows from being written, as a run noted it in the store: another process, such as {@code status}, reads it there.
 *
 * @param at when
 * @param rows what
 */
record NotedRowWait(Instant at, RowWait rows) {

    private static final String TOPIC = "rows that wait";

    /** A note that is older was not kept fresh: the run has ended. */
    private static final Duration OLD = LagReporter.NOTED_EVERY.multipliedBy(2);

    /** What keeps rows from being written by a run that is at work now. */
    static RowWait read(Store store, Instant now) {
        Map<String, String> note = store.notes(TOPIC);
        try {
            return note.isEmpty()
                            || Duration.between(Instant.parse(note.getOrDefault("at", "")), now)
                                            .compareTo(OLD)
                                    >= 0
                    ? RowWait.NONE
                    : new RowWait(Instant.parse(note.getOrDefault("since", "")), note.getOrDefault("reason", ""));
        } catch (DateTimeException e) {
            // Of another version: the next note is in a minute.
            return RowWait.NONE;
        }
    }

    /** Notes it instead of what was noted before. */
    void write(Store store) {
        store.leaveNotes(
                TOPIC,
                rows.isPresent()
                        ? Map.of("at", at.toString(), "since", rows.since().toString(), "reason", rows.reason())
                        : Map.of());
    }
}

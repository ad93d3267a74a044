package io.weighbridge.alerts;

import java.time.Instant;
import java.util.List;

/**
 * One message to people.
 *
 * @param kind what it is about
 * @param at when it was noticed
 * @param lines what happened, a sentence each, at least one
 */
public record Alert(AlertKind kind, Instant at, List<String> lines) {

    /** Copies the lines. */
    public Alert {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an alert that says nothing");
        }
    }
}

package io.weighbridge.alerts;

import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
    /** No weights have taken effect for too long. */
    OVERDUE("Weights are overdue"),
    /** Weights were submitted and did not take effect. */
    FAILED_SET("Weights were not set"),
    /** A commit was not revealed while it could be. */
    LOST_COMMIT("A commit was lost"),
    /** The validator's table says what the chain does not. */
    DISAGREEMENT("The validator's table disagrees with the chain"),
    /** The chain is not followed any more, a block cannot be read, or rows cannot be written. */
    STUCK("Weighbridge is held up"),
    /** What was told before is over. */
    RECOVERED("Well again"),
    /** Somebody wants to know whether alerts arrive. */
    TEST("A test");

    private final String title;

    AlertKind(String title) {
        this.title = title;
    }

    /** What is said of all of them. */
    public String title() {
        return title;
    }

    /** The word in messages for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

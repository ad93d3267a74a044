package io.weighbridge.store;

import java.util.List;

/**
 * Why a row of {@code weight_transactions} is linked with its fact, and what was written into it, as text for people.
 *
 * @param tier what the link rests on
 * @param role {@code primary}, or {@code duplicate} for one more row about the same extrinsic
 * @param evidence what speaks for it, in words
 * @param flags what else was found, {@code name=true} or {@code name=false} with blanks between; may be empty
 * @param fills the cells that were written, in the order of writing
 */
public record RowStory(String tier, String role, String evidence, String flags, List<Written> fills) {

    /** Copies the list. */
    public RowStory {
        fills = List.copyOf(fills);
    }

    /**
     * A cell that was written.
     *
     * @param run the run that wrote it
     * @param column the column
     * @param before what stood there; empty for NULL
     * @param after what was written; empty for NULL
     * @param at when, ISO 8601
     * @param takenBack when it was taken back; empty while it stands
     */
    public record Written(long run, String column, String before, String after, String at, String takenBack) {}
}

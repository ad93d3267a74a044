package io.weighbridge.ingest;

/**
 * Rows that could not be written when they were due, while their facts are stored.
 *
 * @param rows how many; 0 if the number is not known
 * @param reason why; empty if none wait
 */
public record RowsWaiting(long rows, String reason) {

    /** None wait. */
    public static final RowsWaiting NONE = new RowsWaiting(0, "");

    /** Whether any wait. */
    public boolean any() {
        return !reason.isEmpty();
    }
}

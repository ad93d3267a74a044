package io.weighbridge.cli;

import io.weighbridge.ingest.RowsWaiting;

/** Says what to do about rows that could not be written. */
final class UnwrittenRows {

    private UnwrittenRows() {}

    /** One line. */
    static String line(RowsWaiting left) {
        String rows = left.rows() == 0
                ? "rows wait"
                : Words.count(left.rows(), "row") + (left.rows() == 1 ? " waits" : " wait");
        return rows + ", while all that was seen of the chain is stored: " + left.reason()
                + ". Then run the same command again";
    }
}

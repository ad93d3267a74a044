package io.weighbridge.store;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What {@code weight_transactions} holds, and what is remembered about it, at one moment. */
public interface LedgerSnapshot {

    /** Every row, by ascending key. */
    List<TableRow> rows();

    /** The columns of the table. */
    Set<String> columns();

    /** The columns that insist on a value and have no default. */
    Set<String> demanded();

    /** Every link. */
    List<RowLink> links();

    /** The facts whose rows were deleted by somebody else. */
    Set<String> buried();

    /** Rows whose links were taken back by hand. */
    Set<Long> suppressedRows();

    /** Facts whose links were taken back by hand. */
    Set<String> suppressedFacts();

    /** What was written and not taken back, oldest first. */
    List<Fill> fills();

    /** The highest key that the table ever gave, if it counts them. */
    OptionalLong highestKey();
}

package io.weighbridge.store.sql;

import io.weighbridge.store.StoreException;
import org.jspecify.annotations.Nullable;

/** A row that holds what no version of this program wrote. */
public final class DamagedRow extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String OF_THE_CHAIN =
            "Restore a backup; or stop Weighbridge, delete that row and everything in the table"
                    + " coverage, and run 'backfill' for its blocks, which brings back what is missing and leaves the rest";
    private static final String OF_RECONCILIATION =
            "Restore a backup; or stop Weighbridge, delete that row, and run 'reconcile' or 'follow', which judge anew";

    private final String remedy;

    /**
     * Says where, and what is wrong.
     *
     * @param table the table
     * @param row names the row, such as {@code id 17}
     * @param fault what was expected and what was found
     * @param cause what said so, if anything did
     */
    DamagedRow(String table, String row, String fault, @Nullable Throwable cause) {
        super("table " + table + ", row with " + row + ": " + fault, cause);
        this.remedy = table.startsWith("weigh") ? OF_RECONCILIATION : OF_THE_CHAIN;
    }

    /** The same for whoever asked that database. */
    public StoreException in(String database) {
        return new StoreException.Unsuitable(
                database + " is damaged, or was changed by somebody: " + getMessage() + ". " + remedy, this);
    }
}

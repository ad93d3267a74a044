package io.weighbridge.store.sqlite;

import java.nio.file.Path;

/**
 * How the validator's file is used.
 *
 * @param missingTable what to do while it has no table {@code weight_transactions}
 * @param backups the folder for the copy that is made before the very first write
 * @param sqlite how the file is shared
 */
public record LedgerOptions(MissingTable missingTable, Path backups, SqliteOptions sqlite) {

    /** What to do while the validator has no table {@code weight_transactions}. */
    public enum MissingTable {
        /** Create it just as the validator would. */
        CREATE,
        /** Do nothing until it is there. */
        WAIT
    }

    /** The defaults, with backups in this folder. */
    public static LedgerOptions backingUpTo(Path folder) {
        return new LedgerOptions(MissingTable.CREATE, folder, SqliteOptions.DEFAULTS);
    }
}

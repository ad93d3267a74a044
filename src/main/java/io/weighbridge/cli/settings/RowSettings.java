package io.weighbridge.cli.settings;

import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.time.Duration;
import java.util.Set;

/**
 * How rows are kept in a table that a validator writes to.
 *
 * @param correct whether cells that the chain proves wrong are corrected; else only missing ones are filled
 * @param extraUids uids that are submitted without being logged
 * @param settle how old a submission must be, against the finalized head, before its row is looked for by anything but its hash
 * @param blockTime the time between two blocks of the chain
 * @param missingTable what to do while the validator has no table
 */
public record RowSettings(
        boolean correct, Set<Integer> extraUids, Duration settle, Duration blockTime, MissingTable missingTable) {

    /** What holds where nothing is set. */
    public static final RowSettings DEFAULT =
            new RowSettings(true, Set.of(176), Duration.ofMinutes(15), Duration.ofSeconds(12), MissingTable.CREATE);

    /** Copies the uids. */
    public RowSettings {
        extraUids = Set.copyOf(extraUids);
    }
}

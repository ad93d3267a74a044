package io.weighbridge.cli;

import io.weighbridge.cli.settings.Key;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of commands that write rows. */
final class RowOptions {

    @Option(
            names = "--reconcile-corrections",
            paramLabel = "proven|off",
            description = "proven: also correct what the chain proves wrong; off: only fill what is missing."
                    + " Default: proven.")
    private List<String> corrections = List.of();

    @Option(
            names = "--reconcile-extra-uids",
            paramLabel = "UID[,UID]|none",
            description = "Uids that the validator submits without logging them. Default: 176.")
    private List<String> extraUids = List.of();

    @Option(
            names = "--reconcile-settle",
            paramLabel = "TIME",
            description = "How old a submission must be before its row is looked for by anything but its hash."
                    + " Default: 15m.")
    private List<String> settle = List.of();

    @Option(
            names = "--reconcile-block-time",
            paramLabel = "TIME",
            description = "The time between two blocks; a local chain may be faster than the real ones. Default: 12s.")
    private List<String> blockTime = List.of();

    @Option(
            names = "--reconcile-table",
            paramLabel = "create|wait",
            description = "Where the validator has no table weight_transactions: create it, or wait for it."
                    + " Default: create.")
    private List<String> table = List.of();

    /** What the command line gives. */
    Map<Key, List<String>> flags() {
        Map<Key, List<String>> flags = new EnumMap<>(Key.class);
        flags.put(Key.RECONCILE_CORRECTIONS, corrections);
        flags.put(Key.RECONCILE_EXTRA_UIDS, extraUids);
        flags.put(Key.RECONCILE_SETTLE, settle);
        flags.put(Key.RECONCILE_BLOCK_TIME, blockTime);
        flags.put(Key.RECONCILE_TABLE, table);
        flags.values().removeIf(List::isEmpty);
        return flags;
    }
}

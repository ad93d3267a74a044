package io.weighbridge.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A setting by its name on the command line, in the environment and in the file. */
public enum Key {
    /** The file with the other settings; the only one that has no place in the file. */
    CONFIG("config"),
    /** Which chain it should be. */
    NETWORK("network", "NETWORK"),
    /** Addresses of nodes. */
    ENDPOINT("endpoint", "CHAIN_ENDPOINT"),
    /** The subnets. */
    NETUID("netuid", "NETUID"),
    /** The hotkeys. */
    HOTKEY("hotkey"),
    /** The validator's SQLite file. */
    DB("db", "VALIDATOR_DB_PATH"),
    /** Weighbridge's own database. */
    STORE("store"),
    /** Where HTTP is served. */
    HTTP("http"),
    /** Whether bodies of blocks are taken as they come. */
    TRUST_ENDPOINT("trust-endpoint"),
    /** Whether cells of the validator's rows are corrected. */
    RECONCILE_CORRECTIONS("reconcile.corrections"),
    /** Uids that are submitted without being logged. */
    RECONCILE_EXTRA_UIDS("reconcile.extra-uids"),
    /** How old a submission must be before it is acted on. */
    RECONCILE_SETTLE("reconcile.settle"),
    /** The time between two blocks. */
    RECONCILE_BLOCK_TIME("reconcile.block-time"),
    /** What to do while the validator has no table. */
    RECONCILE_TABLE("reconcile.table"),
    /** How logs are written. */
    LOG_FORMAT("log-format"),
    /** Whether details are logged and faults show their stack trace. */
    VERBOSE("verbose"),
    /** Where alerts are sent to. */
    ALERTS_WEBHOOK("alerts.webhook"),
    /** After how many tempos without a set weights are overdue. */
    ALERTS_OVERDUE("alerts.overdue"),
    /** After how long behind the chain the program is stuck. */
    ALERTS_STUCK("alerts.stuck"),
    /** After how long a condition that lasts is told of again. */
    ALERTS_REPEAT("alerts.repeat");

    private static final String PREFIX = "WEIGHBRIDGE_";

    private final String word;
    private final String fallback;

    Key(String word) {
        this(word, "");
    }

    Key(String word, String fallback) {
        this.word = word;
        this.fallback = fallback;
    }

    /** The name in the file; a dot stands between a group and the name in it. */
    public String word() {
        return word;
    }

    /** The name on the command line. */
    public String flag() {
        return "--" + word.replace('.', '-');
    }

    /** The name in the environment. */
    public String variable() {
        return PREFIX + word.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
    }

    /** The name in the environment under which the validator itself reads this; asked last. */
    Optional<String> fallback() {
        return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
    }

    /** The setting that has this name in the file. */
    static Optional<Key> ofFile(String word) {
        return Arrays.stream(values())
                .filter(key -> key != CONFIG && key.word.equals(word))
                .findFirst();
    }

    /** Whether that name in the file is a group of settings. */
    static boolean isGroup(String word) {
        return Arrays.stream(values()).anyMatch(key -> key.word.startsWith(word + "."));
    }

    /** Whether an environment variable is meant for this program. */
    static boolean claims(String variable) {
        return variable.startsWith(PREFIX);
    }
}

package io.weighbridge.cli;

import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.OpenSecrets;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.SettingsReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that commands share. Texts are kept as they are typed; {@link SettingsReader} judges them. */
final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file; config/weighbridge.yaml is read without being named.")
    private List<String> config = List.of();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "finney, test or local: endpoints and genesis hash. Default: finney.")
    private List<String> network = List.of();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Node to ask, ws://, wss://, http:// or https://; may be repeated. Default: the network's.")
    private List<String> endpoint = List.of();

    @Option(names = "--netuid", paramLabel = "N[,N]|all", description = "Subnets, 0 to 4095. Default: all.")
    private List<String> netuid = List.of();

    @Option(names = "--hotkey", paramLabel = "SS58[,SS58]|all", description = "Whose weights.")
    private List<String> hotkey = List.of();

    @Option(
            names = "--db",
            paramLabel = "PATH",
            description = "The validator's SQLite file. Without it, rows go to the store.")
    private List<String> db = List.of();

    @Option(
            names = "--store",
            paramLabel = "PATH|URL",
            description =
                    "Weighbridge's own database: a SQLite file, or jdbc:postgresql://HOST/DATABASE?user=…. Default:"
                            + " weighbridge.db beside --db, else here.")
    private List<String> store = List.of();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT|off",
            description = "Where health, metrics and JSON are served. Default: 127.0.0.1:8480.")
    private List<String> http = List.of();

    @Option(
            names = "--trust-endpoint",
            description = "Take blocks without comparing them with their extrinsics root; coverage says so.")
    private boolean trustEndpoint;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text or json, on standard error. Default: text.")
    private List<String> logFormat = List.of();

    @Option(
            names = "--alerts-webhook",
            paramLabel = "URL",
            description = "Where alerts go; slack+, discord+ or json+ before it names the form. May be repeated.")
    private List<String> alertsWebhook = List.of();

    @Option(
            names = "--alerts-overdue",
            paramLabel = "N",
            description = "Weights are overdue after so many tempos without a set. Default: 3.")
    private List<String> alertsOverdue = List.of();

    @Option(
            names = "--alerts-stuck",
            paramLabel = "TIME",
            description = "No new block for so long is an alert. Default: 5m.")
    private List<String> alertsStuck = List.of();

    @Option(
            names = "--alerts-repeat",
            paramLabel = "TIME",
            description = "What lasts is told again after so long. Default: 6h.")
    private List<String> alertsRepeat = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "Log details; show the stack trace of a fault.")
    private boolean verbose;

    /** The settings of this run, and the log set up as they say. */
    Settings settings(Console console) {
        return settings(console, Map.of());
    }

    /** The same for a command that has further options. */
    Settings settings(Console console, RowOptions rows) {
        return settings(console, rows.flags());
    }

    private Settings settings(Console console, Map<Key, List<String>> further) {
        Map<Key, List<String>> flags = flags();
        flags.putAll(further);
        Settings settings = SettingsReader.read(flags, console.environment(), console.home());
        Logging.set(settings.logFormat(), settings.verbose());
        return settings;
    }

    /** Secrets in the settings file that everybody on this machine can read. */
    Optional<OpenSecrets> openSecrets(Console console) {
        return OpenSecrets.in(flags(), console.environment(), console.home());
    }

    /** Whether that setting stands on the command line. */
    boolean isFlag(Key key) {
        return flags().containsKey(key);
    }

    private Map<Key, List<String>> flags() {
        Map<Key, List<String>> flags = new EnumMap<>(Key.class);
        flags.put(Key.CONFIG, config);
        flags.put(Key.NETWORK, network);
        flags.put(Key.ENDPOINT, endpoint);
        flags.put(Key.NETUID, netuid);
        flags.put(Key.HOTKEY, hotkey);
        flags.put(Key.DB, db);
        flags.put(Key.STORE, store);
        flags.put(Key.HTTP, http);
        flags.put(Key.TRUST_ENDPOINT, trustEndpoint ? List.of("true") : List.of());
        flags.put(Key.LOG_FORMAT, logFormat);
        flags.put(Key.ALERTS_WEBHOOK, alertsWebhook);
        flags.put(Key.ALERTS_OVERDUE, alertsOverdue);
        flags.put(Key.ALERTS_STUCK, alertsStuck);
        flags.put(Key.ALERTS_REPEAT, alertsRepeat);
        flags.put(Key.VERBOSE, verbose ? List.of("true") : List.of());
        flags.values().removeIf(List::isEmpty);
        return flags;
    }
}

package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.cli.doctor.DatabaseCheck;
import io.weighbridge.cli.doctor.EndpointCheck;
import io.weighbridge.cli.doctor.Finding;
import io.weighbridge.cli.doctor.Finding.Level;
import io.weighbridge.cli.doctor.HotkeyCheck;
import io.weighbridge.cli.doctor.PostgresCheck;
import io.weighbridge.cli.doctor.ProgressCheck;
import io.weighbridge.cli.doctor.SettingsCheck;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.EndpointName;
import io.weighbridge.cli.settings.OpenSecrets;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.cli.settings.StorePlace;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.store.sqlite.LockHolder;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.StatusReport.EndpointStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for what is wrong. */
@Command(
        name = "doctor",
        header = "Look for what is wrong with settings, databases, endpoints and hotkey, and say how to fix it.",
        description = {
            "",
            "Takes the options that 'follow' would get. Writes nothing, also beside a running follow. Ends with 5 if anything"
                    + " was found that cannot work, marked ✗; what may not work for long is marked !.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge doctor --hotkey 5Grw… --netuid 30 --db ~/.wahoo/validator.db",
            "  weighbridge doctor --endpoint ws://127.0.0.1:9944 --format json",
            "  weighbridge doctor --offline"
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    /** Longer than any write of a validator takes. */
    private static final Duration LOOKING_AT_LOCK = Duration.ofSeconds(2);

    private final Console console;
    private final List<Finding> findings = new ArrayList<>();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
    private String format = "text";

    @Option(names = "--offline", description = "Do not ask the endpoints.")
    private boolean offline;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = isJson();
        try {
            look(common.settings(console), common.openSecrets(console));
        } catch (ConfigException e) {
            findings.add(Finding.fault("settings", String.valueOf(e.getMessage()), ""));
        }
        if (json) {
            console.out().println(json());
        } else {
            print();
        }
        return (count(Level.FAULT) > 0 ? ExitCode.FINDINGS : ExitCode.DONE).value();
    }

    private boolean isJson() {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default -> throw ConfigException.ofFlag("format", format, "text or json");
        };
    }

    private void look(Settings settings, Optional<OpenSecrets> open) {
        Logging.quiet(settings.verbose());
        findings.addAll(SettingsCheck.of(settings, open));
        if (settings.ledger() instanceof LedgerPlace.ValidatorFile file) {
            findings.addAll(DatabaseCheck.ofValidator(
                    DatabaseFile.ofValidator(file.path()),
                    LockHolder.lasting(file.path(), LOOKING_AT_LOCK, SqliteOptions.DEFAULTS.pause()),
                    Clock.systemUTC().instant()));
        }
        LagDiagnosis lagDiagnosis = LagDiagnosis.at(settings.store());
        if (isThere(settings.store())) {
            try (Store store = OpenStore.storeToRead(settings)) {
                var status = StatusReport.of(store, settings.tracked(), List.of());
                List<EndpointStatus> nodes = ask(settings, store.genesis(), firstNeeded(status));
                StatusReport report = StatusReport.of(store, settings.tracked(), nodes);
                Instant now = Clock.systemUTC().instant();
                findings.addAll(rows(settings, report));
                findings.addAll(ProgressCheck.of(report.withLagCause(lagDiagnosis.of(report.lag(), store, now))
                        .withRowWait(lagDiagnosis.rows(store, now))));
                return;
            } catch (StoreException e) {
                findings.add(Finding.fault("store", String.valueOf(e.getMessage()), ""));
            }
        }
        ask(settings, Optional.empty(), Optional.empty());
    }

    private static List<Finding> rows(Settings settings, StatusReport report) {
        try (var databases = OpenStore.toRead(settings)) {
            return ProgressCheck.ofRows(BeyondHead.of(databases.ledger(), settings.tracked(), report));
        } catch (StoreException e) {
            // What is wrong with the file has been told.
            return List.of();
        }
    }

    /** Says how the store's place is; whether a store that can be read is there. */
    private boolean isThere(StorePlace place) {
        if (place instanceof StorePlace.InPostgres postgres) {
            PostgresCheck check = PostgresCheck.of(postgres.place());
            findings.add(check.finding());
            return check.isStore();
        }
        if (place instanceof StorePlace.InFile file) {
            DatabaseFile look = DatabaseFile.ofStore(file.path());
            findings.addAll(DatabaseCheck.ofStore(look));
            return look.content().isStore();
        }
        return false;
    }

    /** The block behind the last verified one. */
    private static Optional<Long> firstNeeded(StatusReport status) {
        return status.targets().stream()
                .flatMap(target -> target.coverage().last().stream().boxed())
                .map(last -> last + 1)
                .min(Long::compare);
    }

    private List<EndpointStatus> ask(Settings settings, Optional<Hash> store, Optional<Long> firstNeeded) {
        var statuses = new ArrayList<EndpointStatus>();
        var unusable = new ArrayList<Finding>();
        for (URI node : offline ? List.<URI>of() : settings.liveEndpoints()) {
            boolean known = statuses.stream().anyMatch(EndpointStatus::usable);
            var throttled = new Throttled();
            try (ChainSource source = NodeSources.of(List.of(node), settings.trustEndpoint(), throttled)) {
                var expected = new EndpointCheck.Expectation(
                        settings.network().genesis(), store, firstNeeded, throttled.count::get);
                var result = EndpointCheck.of(EndpointName.of(node), source, expected, Clock.systemUTC());
                (result.head().isPresent() ? findings : unusable).addAll(result.findings());
                statuses.add(new EndpointStatus(
                        EndpointName.of(node),
                        result.head().isPresent(),
                        result.head().map(head -> head.block().number()).orElse(-1L),
                        ""));
                if (!known) {
                    result.head().ifPresent(head -> findings.addAll(hotkeys(source, head, settings)));
                }
            }
        }
        boolean another = statuses.stream().anyMatch(EndpointStatus::usable);
        unusable.forEach(finding -> findings.add(another ? finding.tolerable() : finding));
        return statuses;
    }

    private static List<Finding> hotkeys(ChainSource source, EndpointCheck.Head head, Settings settings) {
        try {
            return HotkeyCheck.of(source, head, settings.tracked());
        } catch (SourceException e) {
            return List.of(Finding.fault("hotkey", String.valueOf(e.getMessage()), "try again, or use another node"));
        }
    }

    private void print() {
        var colours = new TerminalColours(console.coloured());
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String subject =
                    finding.subject() + " ".repeat(width - finding.subject().length());
            console.out().println(mark(colours, finding.level()) + " " + colours.bold(subject) + "  " + finding.text());
            if (!finding.remedy().isEmpty()) {
                console.out().println(" ".repeat(width + 4) + "→ " + finding.remedy());
            }
        }
        console.out()
                .println(
                        count(Level.FAULT) == 0 && count(Level.WARNING) == 0
                                ? colours.good("nothing is wrong")
                                : Words.count(count(Level.FAULT), "fault") + ", "
                                        + Words.count(count(Level.WARNING), "warning"));
    }

    private static String mark(TerminalColours colours, Level level) {
        return switch (level) {
            case OK -> colours.good("✓");
            case NOTE -> colours.faint("·");
            case WARNING -> colours.odd("!");
            case FAULT -> colours.bad("✗");
        };
    }

    private String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("faults", count(Level.FAULT)).put("warnings", count(Level.WARNING));
        var all = json.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("subject", finding.subject())
                .put("level", finding.level().word())
                .put("text", finding.text())
                .put("remedy", finding.remedy()));
        return json.toPrettyString();
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** Counts requests that were refused as too many. */
    private static final class Throttled implements SourceListener {

        private final AtomicLong count = new AtomicLong();

        @Override
        public void requestEnded(String endpoint, String method, String result, Duration took) {
            if (result.equals("throttled")) {
                count.incrementAndGet();
            }
        }
    }
}

package io.weighbridge.cli;

import io.weighbridge.chain.Hash;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.EndpointName;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Network;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.store.Store;
import io.weighbridge.web.RowStanding;
import io.weighbridge.web.StatusJson;
import io.weighbridge.web.StatusReport;
import io.weighbridge.web.StatusReport.EndpointStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how things stand. */
@Command(
        name = "status",
        header = "Show what is verified, what is missing and when weights were last set.",
        description = {
            "",
            "Reads the store, also beside a running follow, and asks the endpoints for their finalized head.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge status",
            "  weighbridge status --store demo.db --offline",
            "  weighbridge status --hotkey 5Grw… --netuid 30 --format json"
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 5;

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "table or json. Default: table.")
    private String format = "table";

    @Option(names = "--offline", description = "Do not ask the endpoints.")
    private boolean offline;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = isJson();
        Settings settings = common.settings(console);
        LagDiagnosis lagDiagnosis = LagDiagnosis.at(settings.store());
        try (var databases = OpenStore.toRead(settings)) {
            Store store = databases.store();
            List<EndpointStatus> endpoints = nodes(settings, store.genesis()).stream()
                    .map(node -> ask(node, settings, store.genesis()))
                    .toList();
            StatusReport plain = StatusReport.of(store, settings.tracked(), endpoints)
                    .withTempos(NotedTempos.read(store), settings.alerts().overdueTempos());
            Instant now = Clock.systemUTC().instant();
            StatusReport report = plain.withLagCause(lagDiagnosis.of(plain.lag(), store, now))
                    .withRowWait(lagDiagnosis.rows(store, now));
            Map<RowStanding, Long> rows = RowStanding.count(databases.ledger());
            if (json) {
                console.out().println(StatusJson.of(report, rows).toPrettyString());
            } else {
                new StatusPage(report, rows, settings.store().shown(), console.layout())
                        .print(console.out(), BeyondHead.of(databases.ledger(), settings.tracked(), report));
            }
        }
        return ExitCode.DONE.value();
    }

    private boolean isJson() {
        return switch (format) {
            case "table" -> false;
            case "json" -> true;
            default -> throw ConfigException.ofFlag("format", format, "table or json");
        };
    }

    /** Without a word about endpoints, those of the store's own chain if it is a public one. */
    private List<URI> nodes(Settings settings, Optional<Hash> genesis) {
        if (offline) {
            return List.of();
        }
        if (settings.given().contains(Key.ENDPOINT) || settings.given().contains(Key.NETWORK)) {
            return settings.liveEndpoints();
        }
        return genesis.flatMap(Network::of).isPresent() ? settings.liveEndpoints() : List.of();
    }

    private static EndpointStatus ask(URI node, Settings settings, Optional<Hash> expected) {
        String name = EndpointName.of(node);
        try (ChainSource source = NodeSources.of(List.of(node), settings.trustEndpoint(), SourceListener.NONE)) {
            Hash genesis = source.genesisHash()
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .blockingGet();
            if (expected.isPresent() && !expected.get().equals(genesis)) {
                return new EndpointStatus(
                        name, false, -1, name + " serves another chain than the store's: genesis " + genesis);
            }
            long head = source.finalizedHead()
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .blockingGet()
                    .number();
            return new EndpointStatus(name, true, head, "");
        } catch (SourceException e) {
            return new EndpointStatus(name, false, -1, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (e.getCause() instanceof java.util.concurrent.TimeoutException) {
                return new EndpointStatus(name, false, -1, name + " gave no answer within " + PATIENCE_SECONDS + " s");
            }
            throw e;
        }
    }
}

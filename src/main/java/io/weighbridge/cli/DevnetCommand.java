package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Netuid;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.rpc.Manners;
import io.weighbridge.devnet.rpc.RpcServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a devnet until it is told to stop. */
@Command(
        name = "devnet",
        header = "Serve a small simulated Subtensor chain, the same one for the same seed. Until SIGTERM or Ctrl-C.",
        description = {
            "",
            "A real WebSocket JSON-RPC server with its own runtime and metadata: point any client at it. Its first line on"
                    + " standard output is one JSON object with the url, the genesis hash, and the hotkey and netuid of the"
                    + " main validator. Signatures are not checked; //Alice is the sudo key and owns every subnet.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge devnet --port 9944 --block-time 250ms --blocks 1000 --history",
            "  weighbridge devnet --port 0 --seed 7 --netuids 1,12 --hotkey-count 64 --block-time 1s --wall-clock",
            "  weighbridge devnet --blocks 5000 --history --latency 50ms --limit 100/min"
        },
        mixinStandardHelpOptions = true)
final class DevnetCommand implements Callable<Integer> {

    private static final Scenario DEFAULT = Scenario.withSeed(1);

    private final Console console;
    private final Interruption interruption;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = DevnetOptions.LOOPBACK,
            description = "Address to listen on (default ${DEFAULT-VALUE}).")
    private String host = DevnetOptions.LOOPBACK;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9944",
            description = "Port to listen on; 0 for any that is free (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--block-time",
            paramLabel = "TIME",
            defaultValue = "250ms",
            description = "Time between live blocks; 0s for none (default ${DEFAULT-VALUE}).")
    private String blockTime = "250ms";

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides who does what, when (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description =
                    "With --history, blocks that are there from the start; without it, the last block that is made.")
    private @Nullable Long blocks;

    @Option(
            names = "--history",
            description = "Make the --blocks before anybody can connect, then go on with live blocks.")
    private boolean history;

    @Option(
            names = "--netuids",
            paramLabel = "N,N",
            split = ",",
            hideParamSyntax = true,
            description = "Subnets (default 1,2,19). The main validator is looked at on the first one.")
    private @Nullable List<Integer> netuids;

    @Option(
            names = "--hotkey-count",
            paramLabel = "N",
            description = "Neurons that a subnet has room for, 8 to 1024 (default 32).")
    private @Nullable Integer hotkeyCount;

    @Option(
            names = "--tempo",
            paramLabel = "N",
            description = "Blocks between two sets of weights by one validator (default 60).")
    private @Nullable Integer tempo;

    @Option(
            names = "--upgrade-at",
            paramLabel = "N",
            description = "Block whose code update brings the second runtime; 0 for never (default 300).")
    private @Nullable Long upgradeAt;

    @Option(
            names = "--commit-reveal",
            paramLabel = "N,N",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Subnets on which weights are committed to first, by hash or by timelock (default: the last of"
                            + " several).")
    private @Nullable List<Integer> commitReveal;

    @Option(
            names = "--restless",
            description = "Let hyperparameters change, commit-reveal be switched on and off, neurons be taken off, and"
                    + " accounts end.")
    private boolean restless;

    @Option(
            names = "--wall-clock",
            description = "Let block times be near the time of day, one slot a --block-time, instead of 12 s slots from"
                    + " 2026-01-01 on. Then two runs have different hashes.")
    private boolean wallClock;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description = "Serve HTTP JSON-RPC on this port too; 0 for any that is free. Off by default.")
    private @Nullable Integer httpPort;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "How late each answer is, such as 50ms (default ${DEFAULT-VALUE}).")
    private String latency = "0ms";

    @Option(
            names = "--limit",
            paramLabel = "N/TIME",
            description =
                    "Take so many requests in any second, minute or hour, such as 100/min or 50/s; refuse the others"
                            + " with -32029, over HTTP with status 429.")
    private @Nullable String limit;

    @Option(
            names = "--refuse",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Refuse so many of a hundred requests in that way by chance (default ${DEFAULT-VALUE}).")
    private double refuse;

    @Option(
            names = "--prune-below",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Have no states of blocks below N, as a node that is no archive (default ${DEFAULT-VALUE}: all).")
    private long pruneBelow;

    DevnetCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        try (Devnet devnet = start()) {
            ObjectNode description = describe(devnet);
            if (httpPort != null) {
                description.put("http", serveHttp(devnet, httpPort));
            }
            console.out().println(description);
            interruption.signal().blockingAwait();
        } finally {
            interruption.finished();
        }
        return ExitCode.DONE.value();
    }

    private static String serveHttp(Devnet devnet, int port) {
        try {
            return devnet.serveHttp(port).toString();
        } catch (IllegalArgumentException | RpcServerException e) {
            throw new ConfigException("cannot serve HTTP: " + e.getMessage());
        }
    }

    private Devnet start() {
        try {
            return Devnet.start(options());
        } catch (IllegalArgumentException | RpcServerException e) {
            throw new ConfigException("cannot start the devnet: " + e.getMessage());
        }
    }

    private DevnetOptions options() {
        if (history && blocks == null) {
            throw new ConfigException("--history needs --blocks N: how many blocks");
        }
        long made = history && blocks != null ? blocks : 0;
        long last = history || blocks == null ? Long.MAX_VALUE : blocks;
        Duration pace = Times.duration("block-time", blockTime);
        return new DevnetOptions(host, port, made, pace, last, scenario(made, pace)).withManners(manners());
    }

    private Manners manners() {
        Manners.Limit taken = limit == null ? Manners.Limit.NONE : limit(limit);
        return new Manners(Times.duration("latency", latency), taken, refuse / 100, pruneBelow);
    }

    private static Manners.Limit limit(String text) {
        Matcher parts = Pattern.compile("(\\d{1,7})/(s|min|h)").matcher(text);
        if (!parts.matches()) {
            throw ConfigException.ofFlag(
                    "limit", text, "a number of requests in a second, minute or hour, such as 100/min");
        }
        Duration time = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "min" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return new Manners.Limit(Integer.parseInt(parts.group(1)), time);
    }

    private Scenario scenario(long made, Duration pace) {
        Scenario scenario = withSubnets(Scenario.withSeed(seed));
        if (hotkeyCount != null) {
            scenario = scenario.withHotkeyCount(hotkeyCount);
        }
        if (tempo != null) {
            scenario = scenario.withTempo(tempo, Math.max(2, tempo * DEFAULT.rateLimit() / DEFAULT.tempo()));
        }
        if (upgradeAt != null) {
            scenario = scenario.withUpgradeAt(upgradeAt);
        }
        if (wallClock) {
            Duration slot = pace.isZero() ? DEFAULT.slot() : pace;
            // The last block of the history is of now, none is of the future.
            Duration history = slot.multipliedBy(DevChain.slotsOf(scenario, made));
            scenario = scenario.withClock(Instant.now().minus(history), slot);
        }
        return scenario;
    }

    private Scenario withSubnets(Scenario plain) {
        Scenario scenario = netuids == null
                ? plain
                : plain.withNetuids(netuids.stream().map(Netuid::new).toList());
        List<Netuid> subnets = scenario.netuids();
        Set<Netuid> sealed = commitReveal != null
                ? commitReveal.stream().map(Netuid::new).collect(Collectors.toSet())
                : Set.copyOf(subnets.subList(Math.max(1, subnets.size() - 1), subnets.size()));
        Scenario told = scenario.withCommitReveal(sealed);
        return restless ? told.inRestlessTimes() : told;
    }

    private static ObjectNode describe(Devnet devnet) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", devnet.uri().toString())
                .put("genesis", devnet.genesisHash().hex())
                .put("hotkey", devnet.trackedHotkey().ss58())
                .put("netuid", devnet.trackedNetuid().value())
                .put("best", devnet.bestNumber())
                .put("finalized", devnet.finalizedNumber());
    }
}

package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.alerts.AlertOptions;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Network;
import io.weighbridge.cli.settings.RowSettings;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.follow.FollowOptions;
import io.weighbridge.follow.Follower;
import io.weighbridge.web.WebException;
import io.weighbridge.weights.Tracked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work on a chain inside this process. */
@Command(
        name = "demo",
        header =
                "Watch weights arrive: a simulated chain in this process, backfilled, then followed. Needs no network.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  weighbridge demo --for 30s",
            "  weighbridge demo --speed 100 --http off --store /tmp/demo.db"
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration SLOT = Duration.ofSeconds(12);
    private static final long PAST_BLOCKS = 240;

    /** A few of a hundred slots are missed. */
    private static final long PAST_SLOTS = PAST_BLOCKS + 8;

    private static final long BLOCKS_TO_UPGRADE = 12;
    private static final int TEMPO = 36;
    private static final int RATE_LIMIT = 20;

    /** Where weights are committed to first: of these commits some are revealed, some wait, and some are lost. */
    private static final Netuid SEALED = new Netuid(19);

    private final Console console;
    private final Interruption interruption;

    @Option(names = "--for", paramLabel = "TIME", description = "End by itself after so long, such as 30s or 5m.")
    private @Nullable String length;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "So many times as fast as the real chain, 1 to 240. Default: 24, a block every half second.")
    private double speed = 24;

    @Option(names = "--seed", paramLabel = "S", description = "Decides who does what. Default: 1.")
    private long seed = 1;

    @Option(names = "--store", paramLabel = "PATH", description = "A new file. Default: one in a new temporary folder.")
    private @Nullable Path store;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT|off",
            description = "Where HTTP is served. Default: 127.0.0.1:8480, or another port if that is taken.")
    private @Nullable String http;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log details; show the stack trace of a fault.")
    private boolean verbose;

    DemoCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (!(speed >= 1 && speed <= 240)) {
            throw new ConfigException("cannot use speed '" + speed + "' (flag --speed): expected 1 to 240");
        }
        Completable end = length == null
                ? Completable.never()
                : Completable.timer(Times.duration("for", length).toMillis(), TimeUnit.MILLISECONDS);
        HttpPlace place = http == null ? HttpPlace.DEFAULT : HttpPlace.ofFlag(http);
        Path file = file();
        Logging.demo(verbose);
        var screen = new DemoScreen(console.out(), new Ink(console.coloured()));
        try (Devnet devnet = Devnet.start(chain())) {
            Settings settings = settings(devnet, file, place);
            try (var wiring = Wiring.of(settings, settings.endpoints(), screen)) {
                run(devnet, wiring, screen, settings, end);
            } finally {
                screen.endLive();
            }
            screen.summary(file, devnet.uri());
        }
        return ExitCode.DONE.value();
    }

    private void run(Devnet devnet, Wiring wiring, DemoScreen screen, Settings settings, Completable end) {
        screen.header(
                devnet.uri(), devnet.genesisHash(), settings.store(), blockTime(), serve(wiring, settings.http()));
        var backfill = new Backfill(wiring.ingest(), Strategies.SCAN);
        var stopBackfill = interruption.signal().subscribe(backfill::stop);
        BackfillResult past =
                backfill.run(new BlockRange(1, devnet.finalizedNumber())).blockingGet();
        stopBackfill.dispose();
        screen.backfillDone(past);
        var follower = new Follower(wiring.ingest(), FollowOptions.DEFAULT);
        var stop = Completable.ambArray(interruption.signal(), end)
                .observeOn(Schedulers.computation())
                .subscribe(follower::stop);
        follower.run().blockingAwait();
        stop.dispose();
    }

    /** The usual address may be taken; a demo that nobody told where to serve takes another. */
    private String serve(Wiring wiring, HttpPlace place) {
        if (!(place instanceof HttpPlace.Address address)) {
            return "off";
        }
        try {
            return wiring.serve(address);
        } catch (WebException e) {
            if (http != null) {
                throw e;
            }
            return wiring.serve(new HttpPlace.Address(address.host(), 0));
        }
    }

    private DevnetOptions chain() {
        Scenario scenario = Scenario.withSeed(seed)
                .withCommitReveal(Set.of(SEALED))
                .withTempo(TEMPO, RATE_LIMIT)
                .withUpgradeAt(PAST_BLOCKS + BLOCKS_TO_UPGRADE)
                .withClock(Instant.now().minus(blockTime().multipliedBy(PAST_SLOTS)), blockTime());
        return DevnetOptions.live(scenario, PAST_BLOCKS, blockTime());
    }

    private Duration blockTime() {
        return Duration.ofMillis(Math.round(SLOT.toMillis() / speed));
    }

    private Settings settings(Devnet devnet, Path file, HttpPlace place) {
        Scenario scenario = Scenario.withSeed(seed);
        var cast = new Cast(seed);
        Set<AccountId> validators = IntStream.range(0, scenario.validatorCount())
                .mapToObj(cast::validator)
                .collect(Collectors.toSet());
        return new Settings(
                Network.LOCAL,
                List.of(devnet.uri()),
                new Tracked(Set.of(), validators),
                Settings.LedgerPlace.InStore.IN_STORE,
                file,
                place,
                RowSettings.DEFAULT,
                false,
                Settings.LogFormat.TEXT,
                verbose,
                AlertOptions.DEFAULT,
                Set.of(Key.HOTKEY, Key.ENDPOINT));
    }

    private Path file() {
        if (store != null) {
            if (Files.exists(store)) {
                throw new ConfigException("cannot use store '" + store
                        + "' (flag --store): it exists, and each demo has a chain of its own; expected a new file");
            }
            return store.toAbsolutePath();
        }
        return TemporaryFolder.create("weighbridge-demo-").resolve("weighbridge.db");
    }
}

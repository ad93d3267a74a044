package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.alerts.AlertOptions;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Network;
import io.weighbridge.cli.settings.RowSettings;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.cli.settings.StorePlace;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.validator.LoggingValidator;
import io.weighbridge.follow.FollowOptions;
import io.weighbridge.follow.Follower;
import io.weighbridge.web.WebException;
import io.weighbridge.weights.Tracked;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at work on a chain inside this process. */
@Command(
        name = "demo",
        header =
                "Watch weights arrive: a simulated chain and a validator that logs badly, backfilled, followed, reconciled.",
        description = {
            "",
            "All of it in this process, without a network. The validator has a SQLite file of its own.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge demo --for 30s",
            "  weighbridge demo --speed 100 --http off --store /tmp/demo.db"
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration SLOT = Duration.ofSeconds(12);
    private static final long PAST_BLOCKS = 420;

    private static final long BLOCKS_TO_UPGRADE = 30;
    private static final int TEMPO = 20;
    private static final int RATE_LIMIT = 10;

    /** Where the validator is looked at. Weights have to be committed to there in every other span of this many blocks. */
    private static final Netuid SUBNET = new Netuid(1);

    private static final long SEAL_EVERY = 140;

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
            throw ConfigException.ofFlag("speed", String.valueOf(speed), "1 to 240");
        }
        Completable end = length == null
                ? Completable.never()
                : Completable.timer(Times.duration("for", length).toMillis(), TimeUnit.MILLISECONDS);
        HttpPlace http = this.http == null ? HttpPlace.DEFAULT : HttpPlace.ofFlag(this.http);
        DemoFiles files = store == null ? DemoFiles.inNewFolder() : DemoFiles.beside(store);
        Logging.demo(verbose);
        var screen = new DemoScreen(console.out(), new TerminalColours(console.coloured()));
        screen.title();
        try (Devnet devnet = Devnet.start(chain());
                var validator = LoggingValidator.start(
                        devnet.chain(), devnet.trackedHotkey(), SUBNET, files.validator(), blockTime())) {
            Settings settings = settings(devnet, files, http);
            try (var wiring = Wiring.of(settings, settings.endpoints(), screen)) {
                try {
                    run(devnet, wiring, screen, files, settings, end);
                } finally {
                    screen.endLive();
                }
                screen.summary(files.settings(), devnet.uri(), validator.rows(), wiring.standings());
            }
        }
        return ExitCode.DONE.value();
    }

    private void run(
            Devnet devnet, Wiring wiring, DemoScreen screen, DemoFiles files, Settings settings, Completable end) {
        String address = serve(wiring, settings.http());
        files.write(settings, address);
        screen.header(devnet, settings, blockTime(), address);
        var backfill = new Backfill(wiring.ingest(), Strategies.SCAN);
        var stopBackfill = interruption.signal().subscribe(backfill::stop);
        BackfillResult past =
                backfill.run(new BlockRange(1, devnet.finalizedNumber())).blockingGet();
        stopBackfill.dispose();
        screen.backfillDone(past, wiring.standings());
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
            if (this.http != null) {
                throw e;
            }
            return wiring.serve(new HttpPlace.Address(address.host(), 0));
        }
    }

    private DevnetOptions chain() {
        Scenario scenario = Scenario.withSeed(seed)
                .withCommitReveal(Set.of(SUBNET))
                .withSealEvery(SEAL_EVERY)
                .withTempo(TEMPO, RATE_LIMIT)
                .withUpgradeAt(PAST_BLOCKS + BLOCKS_TO_UPGRADE);
        // The last block of the past is of now: none is of the future, so that ages and delays are true ones.
        Duration past = blockTime().multipliedBy(DevChain.slotsOf(scenario, PAST_BLOCKS));
        return DevnetOptions.live(scenario.withClock(Instant.now().minus(past), blockTime()), PAST_BLOCKS, blockTime());
    }

    private Duration blockTime() {
        return faster(SLOT);
    }

    private Duration faster(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() / speed));
    }

    private Settings settings(Devnet devnet, DemoFiles files, HttpPlace http) {
        RowSettings usual = RowSettings.DEFAULT;
        return new Settings(
                Network.LOCAL,
                List.of(devnet.uri()),
                new Tracked(Set.of(SUBNET), Set.of(devnet.trackedHotkey())),
                new LedgerPlace.ValidatorFile(files.validator()),
                new StorePlace.InFile(files.store()),
                http,
                new RowSettings(
                        usual.correct(), usual.extraUids(), faster(usual.settle()), blockTime(), usual.missingTable()),
                false,
                Settings.LogFormat.TEXT,
                verbose,
                AlertOptions.DEFAULT,
                Set.of(Key.HOTKEY, Key.NETUID, Key.ENDPOINT));
    }
}

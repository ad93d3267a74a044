package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.follow.FollowOptions;
import io.weighbridge.follow.Follower;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the chain until it is told to stop. */
@Command(
        name = "follow",
        header = "Catch up with the finalized chain, then follow it live. Until SIGTERM or Ctrl-C.",
        description = {
            "",
            "Begins behind what is stored already; where nothing is, at the finalized head, or at --from. Every block up to"
                    + " the finalized head is visited. An interruption at any moment loses nothing and doubles nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge follow --hotkey 5Grw… --netuid 30 --db ~/.wahoo/validator.db",
            "  weighbridge follow --hotkey all --network test --store test.db --http off",
            "  weighbridge follow --hotkey 5Grw… --endpoint ws://127.0.0.1:9944 --from 4000000"
        },
        mixinStandardHelpOptions = true)
final class FollowCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(FollowCommand.class);

    private final Console console;
    private final Interruption interruption;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final RowOptions rows = new RowOptions();

    @Option(names = "--from", paramLabel = "N", description = "First block to visit, also if nothing before it is.")
    private @Nullable Long from;

    FollowCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Settings settings = common.settings(console, rows).readyToIndex();
        FollowOptions options = options();
        try (var wiring = Wiring.enduring(settings, settings.liveEndpoints(), new FollowLog())) {
            LOG.info(
                    "Weighbridge {}: asking {}, store {}",
                    Version.text(),
                    NodeSources.names(settings.liveEndpoints()),
                    settings.store().shown());
            if (from == null && wiring.verified() == 0) {
                LOG.info(
                        "nothing is verified yet: begins at the finalized head. 'backfill --since 7d' reads what came before,"
                                + " while this does not run");
            }
            wiring.startAlarm();
            run(wiring, settings, new Follower(wiring.ingest(), options));
        }
        LOG.info("stopped; everything up to here is stored");
        return ExitCode.DONE.value();
    }

    private FollowOptions options() {
        if (from == null) {
            return FollowOptions.DEFAULT;
        }
        if (from < 0) {
            throw ConfigException.ofFlag("from", String.valueOf(from), "a block number, 0 or more");
        }
        return FollowOptions.DEFAULT.from(from);
    }

    /** HTTP starts beside the chain, so that neither waits for the other; without its address the run ends. */
    private void run(Wiring wiring, Settings settings, Follower follower) {
        Completable http = Completable.fromAction(() -> {
                    if (settings.http() instanceof HttpPlace.Address address) {
                        LOG.info("serving {}", wiring.serve(address));
                    }
                })
                .subscribeOn(Schedulers.io())
                .doOnError(fault -> {
                    follower.stop();
                    wiring.hurry();
                });
        Completable chain = wiring.checkedGenesis()
                .toMaybe()
                .takeUntil(interruption.signal().toMaybe())
                .ignoreElement()
                .andThen(follower.run());
        var stopping = interruption.signal().subscribe(() -> {
            follower.stop();
            wiring.hurry();
        });
        try {
            Completable.mergeArrayDelayError(chain, http).blockingAwait();
        } finally {
            stopping.dispose();
        }
    }
}

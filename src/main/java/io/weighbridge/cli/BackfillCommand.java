package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.Backfill;
import io.weighbridge.backfill.BackfillResult;
import io.weighbridge.backfill.PrunedBlocks;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.HttpPlace;
import io.weighbridge.ingest.Progress;
import io.weighbridge.source.ProvedSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Covers a range of past blocks. */
@Command(
        name = "backfill",
        header = "Read a range of past blocks: those that are not stored yet.",
        description = {
            "",
            "Takes up where an interrupted run left off. Older blocks need an archive endpoint. Ends with 5 if blocks could"
                    + " not be read ('status' lists them), or if a proof failed; with 4 if everything is stored but rows could"
                    + " not be written, as on a full disk.",
            "",
            "An endpoint without old states serves their bodies all the same. --bodies-only reads these where the state is"
                    + " gone: the calls that were signed, not what became of them, nor what left no call in a body.",
            "",
            "Strategy jump reads only the blocks that left a trace: those in which the hotkey's LastUpdate, weights, registration"
                    + " or pending commits changed on a tracked subnet, and those in which the hotkey or one of its proxies signed"
                    + " an extrinsic, by their nonces. It proves that nothing is missing: between any two states that it read,"
                    + " either nothing changed, or one block lies that was read in full, or all blocks were scanned.",
            "",
            "What jump cannot see: failed calls that somebody else signed for the hotkey (the coldkey's set_root_weights, a"
                    + " multisig, sudo, a derived account, an EVM contract, a proxy that was never allowed), and what such calls"
                    + " revealed without a change of the weights, or did in a registration that began and ended between two"
                    + " states that were read. Coverage says 'jump' where that is so, 'jump+no-account' where the hotkey had no account on"
                    + " either side, or one that had signed fewer than 8 extrinsics, so that one may have been made and"
                    + " removed in between, 'jump+no-proof' where only effects were looked for. Strategy scan sees everything.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge backfill --hotkey 5Grw… --from 4000000 --to 4010000",
            "  weighbridge backfill --hotkey 5Grw… --since 30d --dry-run",
            "  weighbridge backfill --hotkey all --from -7200 --endpoint ws://127.0.0.1:9944"
        },
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

    private final Console console;
    private final Interruption interruption;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final RowOptions rows = new RowOptions();

    @Mixin
    private final BlockArguments blocks = new BlockArguments();

    @Option(
            names = "--strategy",
            paramLabel = "auto|jump|scan",
            description =
                    "scan visits every block; jump only those that left a trace; auto jumps where hotkeys are named,"
                            + " and scans else. Default: auto.")
    private String strategy = "auto";

    @Option(
            names = "--no-proof",
            description =
                    "Jump along effects alone: fewer requests, but attempts that failed are not looked for; coverage says so,"
                            + " and a later run without this option looks again.")
    private boolean noProof;

    @Option(
            names = "--proof",
            description =
                    "Believe no value of a state without its proof against the header's state root (state_getReadProof);"
                            + " about one request more for each state.")
    private boolean proof;

    @Option(
            names = "--bodies-only",
            description =
                    "Blocks whose state the endpoint does not keep are not refused, but read by their bodies alone: the signed"
                            + " calls, with outcome 'unknown', no rows, and coverage 'bodies'. A later run with an archive"
                            + " endpoint puts what really happened in their place.")
    private boolean bodiesOnly;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json: how the result is told. Default: text.")
    private String format = "text";

    @Option(names = "--dry-run", description = "Only tell what would be visited.")
    private boolean dryRun;

    BackfillCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Strategies chosen = strategy();
        boolean json = isJson();
        blocks.check();
        Settings settings = common.settings(console, rows).readyToIndex();
        checkFits(chosen, settings);
        try (var display = ProgressDisplay.on(console);
                var wiring = Wiring.of(
                        settings,
                        settings.archiveEndpoints(),
                        display,
                        source -> proof ? new ProvedSource(source) : source)) {
            // follow may hold the usual address: only who asks for HTTP by a flag gets it.
            if (settings.http() instanceof HttpPlace.Address address && common.isFlag(Key.HTTP)) {
                console.say("serving " + wiring.serve(address));
            }
            var backfill = new Backfill(
                    wiring.ingest(),
                    chosen,
                    noProof ? ProofLevel.EFFECTS : ProofLevel.PROVED,
                    wiring.singleEndpoints(),
                    bodiesOnly ? PrunedBlocks.BY_BODIES : PrunedBlocks.REFUSED);
            interruption.signal().subscribe(backfill::stop).isDisposed();
            return dryRun ? plan(wiring, backfill) : run(wiring, backfill, display, json);
        }
    }

    private boolean isJson() {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default -> throw ConfigException.ofFlag("format", format, "text or json");
        };
    }

    private Strategies strategy() {
        return Arrays.stream(Strategies.values())
                .filter(each -> each.word().equals(strategy.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ConfigException.ofFlag("strategy", strategy, "auto, jump or scan"));
    }

    private static void checkFits(Strategies chosen, Settings settings) {
        if (chosen == Strategies.JUMP && settings.tracked().hotkeys().isEmpty()) {
            throw new ConfigException(
                    "cannot use strategy 'jump' (flag --strategy) for every hotkey: it follows the traces"
                            + " of named ones; name them with --hotkey, or use scan");
        }
    }

    private int plan(Wiring wiring, Backfill backfill) {
        Optional<BlockRange> range = unlessInterrupted(range(wiring));
        Optional<RangeSet> gaps = range.flatMap(found -> unlessInterrupted(backfill.plan(found)));
        if (gaps.isEmpty()) {
            return ExitCode.DONE.value();
        }
        BlockRange asked = range.orElseThrow();
        console.out()
                .println("blocks " + asked + ": " + asked.size() + ", of which "
                        + (asked.size() - gaps.get().size()) + " are verified already");
        gaps.get()
                .ranges()
                .forEach(
                        gap -> console.out().println("  visit " + gap + " (" + Words.count(gap.size(), "block") + ")"));
        unlessInterrupted(backfill.requests(gaps.get()))
                .ifPresent(requests ->
                        console.out().println("about " + Words.count(requests, "request") + ", strategy " + strategy));
        return ExitCode.DONE.value();
    }

    private int run(Wiring wiring, Backfill backfill, ProgressDisplay display, boolean json) {
        Optional<BackfillResult> result = unlessInterrupted(range(wiring))
                .map(range -> backfill.run(range).blockingGet());
        display.close();
        result.ifPresent(found -> report(found, display.requests(), json));
        if (result.filter(it -> it.rowsLeft().any()).isPresent()) {
            return ExitCode.DATABASE.value();
        }
        boolean findings = result.filter(
                        it -> !it.parked().isEmpty() || !it.proofs().stream().allMatch(Proof::holds))
                .isPresent();
        return (findings ? ExitCode.FINDINGS : ExitCode.DONE).value();
    }

    private Single<BlockRange> range(Wiring wiring) {
        return wiring.checkedGenesis().flatMap(genesis -> blocks.resolve(wiring.ingest(), wiring.blockSearch()));
    }

    /** Waits for an answer, but not longer than until a signal comes. */
    private <T> Optional<T> unlessInterrupted(Single<T> answer) {
        try {
            return Optional.of(answer.takeUntil(interruption.signal()).blockingGet());
        } catch (java.util.concurrent.CancellationException | NoSuchElementException e) {
            if (interruption.happened()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void report(BackfillResult result, long requests, boolean json) {
        if (json) {
            console.out().println(BackfillJson.of(result, requests));
        } else {
            reportText(result, requests);
        }
        result.parked().forEach(block -> console.say("parked: block " + block.block() + ": " + block.reason()));
        if (result.rowsLeft().any()) {
            console.say(UnwrittenRows.line(result.rowsLeft()));
        }
        if (!result.bodies().isEmpty()) {
            console.say(Words.count(result.bodies().size(), "block")
                    + " of the range were read by their bodies alone:"
                    + " what became of the calls in them is not known, and they are not verified;"
                    + " the same command with an archive endpoint finds out");
        }
        if (!result.gaps().isEmpty()) {
            console.say(Words.count(result.gaps().size(), "block") + " of the range are not verified yet;"
                    + " the same command again goes on from here");
        }
    }

    private void reportText(BackfillResult result, long requests) {
        Progress progress = result.progress();
        console.out()
                .printf(
                        Locale.ROOT,
                        "blocks %s: %s visited, %s found, %s parked, %s (%.0f blocks/s), %s%n",
                        result.requested(),
                        Words.count(progress.done(), "block"),
                        Words.count(progress.facts(), "weight action"),
                        progress.parked(),
                        Times.text(progress.elapsed()),
                        progress.blocksPerSecond(),
                        Words.count(requests, "request"));
        ProofText.of(result.proofs()).forEach(console.out()::println);
    }
}

package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.Audit;
import io.weighbridge.backfill.AuditResult;
import io.weighbridge.backfill.Strategies;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.ingest.BlockDecoder;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.IngestOptions;
import io.weighbridge.ingest.IngestSchedulers;
import io.weighbridge.ingest.Rows;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ProvedSource;
import io.weighbridge.store.ReadingStore;
import io.weighbridge.weights.WeightReader;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves what is stored against the chain. */
@Command(
        name = "audit",
        header = "Prove what is stored against the chain.",
        description = {
            "",
            "Makes the proof of a range of stored blocks again, as if nothing were stored, and prints what disagrees with the"
                    + " block where it does: a weight action that is missing, one that the chain does not have, other weights or"
                    + " another outcome; and where the endpoint contradicts itself. Give another --endpoint than the one that the"
                    + " blocks came from. Nothing is written; a running follow is not disturbed.",
            "",
            "Compared are the nonces of the hotkey and its proxies with their extrinsics, every step of LastUpdate with the block"
                    + " that it names, the weights in the state with those that were set, and all of it with the store. What"
                    + " strategy jump cannot see (see 'backfill --help') is looked for with --strategy scan alone.",
            "",
            "Ends with 0 if every block is proved to be as stored, with 5 if anything disagrees or a block of the range is not"
                    + " verified in the store; without --to, the range ends with the last verified block.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge audit --hotkey 5Grw… --netuid 30 --from 5000000 --to 5500000 --endpoint wss://archive.example:443",
            "  weighbridge audit --hotkey 5Grw… --since 7d --format json"
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    private final Console console;
    private final Interruption interruption;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final BlockArguments blocks = new BlockArguments();

    @Option(
            names = "--strategy",
            paramLabel = "jump|scan",
            description = "How the chain is read: jump along what left a trace, or scan every block. Default: jump.")
    private String strategy = "jump";

    @Option(
            names = "--proof",
            description =
                    "Believe no value of a state without its proof against the header's state root (state_getReadProof).")
    private boolean proof;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
    private String format = "text";

    AuditCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Strategies chosen = strategy();
        boolean json = isJson();
        blocks.check();
        Settings settings = common.settings(console).readyToIndex();
        if (chosen == Strategies.JUMP && settings.tracked().hotkeys().isEmpty()) {
            throw new ConfigException("cannot audit every hotkey with strategy 'jump' (flag --strategy): it follows the"
                    + " traces of named ones; name them with --hotkey, or use scan");
        }
        ExecutorService reader = Executors.newSingleThreadExecutor(AuditCommand::readerThread);
        try (var display = ProgressDisplay.on(console);
                var databases = OpenStore.toRead(settings);
                var source = around(NodeSources.of(settings.archiveEndpoints(), settings.trustEndpoint(), display))) {
            var store = new ReadingStore(databases.store());
            var ingest = new Ingest(
                    source,
                    store,
                    Rows.inserted(store, databases.ledger(), settings.tracked()),
                    BlockDecoder.of(new WeightReader(settings.tracked())),
                    IngestOptions.DEFAULT,
                    IngestSchedulers.of(reader),
                    display);
            return run(settings, ingest, source, chosen, display, json);
        } finally {
            reader.shutdown();
        }
    }

    private int run(
            Settings settings,
            Ingest ingest,
            ChainSource source,
            Strategies chosen,
            ProgressDisplay display,
            boolean json) {
        Single<BlockRange> range =
                ingest.bind().andThen(blocks.resolve(ingest, new BlockSearch(source, ingest::timeAt)));
        List<SingleEndpoint> singleEndpoints = NodeSources.singleEndpoints(
                settings.archiveEndpoints(), settings.trustEndpoint(), display, this::around);
        AuditResult result;
        try {
            result = range.flatMap(found -> new Audit(ingest, chosen, singleEndpoints).run(found, blocks.isToTheEnd()))
                    .takeUntil(interruption.signal())
                    .blockingGet();
        } catch (CancellationException | NoSuchElementException e) {
            if (interruption.happened()) {
                return ExitCode.DONE.value();
            }
            throw e;
        }
        singleEndpoints.forEach(endpoint -> endpoint.source().close());
        display.close();
        var text = new AuditText(result, display.requests(), NodeSources.names(settings.archiveEndpoints()));
        if (json) {
            console.out().println(text.json());
        } else {
            text.lines().forEach(console.out()::println);
        }
        return (result.agrees() ? ExitCode.DONE : ExitCode.FINDINGS).value();
    }

    private ChainSource around(ChainSource source) {
        return proof ? new ProvedSource(source) : source;
    }

    private Strategies strategy() {
        return switch (strategy) {
            case "jump" -> Strategies.JUMP;
            case "scan" -> Strategies.SCAN;
            default -> throw ConfigException.ofFlag("strategy", strategy, "jump or scan");
        };
    }

    private boolean isJson() {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default -> throw ConfigException.ofFlag("format", format, "text or json");
        };
    }

    private static Thread readerThread(Runnable work) {
        var thread = new Thread(work, "reader");
        thread.setDaemon(true);
        return thread;
    }
}

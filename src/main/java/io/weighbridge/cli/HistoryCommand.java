package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.store.FactQuery;
import io.weighbridge.web.History;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is stored. */
@Command(
        name = "history",
        header =
                "Show weight actions and their rows, newest first. Works without a node, also beside a running follow.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  weighbridge history --since 7d",
            "  weighbridge history --hotkey 5Grw… --netuid 30 --outcome failed,rolled_back",
            "  weighbridge history --limit 0 --format csv --output weights.csv"
        },
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    private static final int PAGE = 500;
    private static final int USUAL_LIMIT = 50;

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final FactFilter filter = new FactFilter();

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, json, ndjson or csv. Default: table.")
    private String format = "table";

    @Option(names = "--output", paramLabel = "FILE", description = "Write there instead of to standard output.")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all. Default: 50.")
    private int limit = USUAL_LIMIT;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordFormat chosen = RecordFormat.of(format);
        if (limit < 0) {
            throw new ConfigException("cannot use limit '" + limit + "' (flag --limit): expected 0 (all) or more");
        }
        Settings settings = common.settings(console);
        FactQuery first = filter.query(settings.tracked(), true, 0, 1);
        try (var databases = OpenStore.toRead(settings);
                var sink = ResultFile.open(output, console)) {
            var history = new History(databases.store(), databases.ledger());
            var advice = new TreeMap<String, String>();
            long wanted = Math.min(limit == 0 ? Long.MAX_VALUE : limit, history.count(first));
            try (RecordWriter writer = chosen.writer(sink.stream(), console.coloured() && output == null)) {
                write(history, settings, wanted, record -> {
                    writer.write(record);
                    if (record.path("advice").isTextual()) {
                        advice.put(
                                record.path("error").asText(),
                                record.path("advice").asText());
                    }
                });
            }
            sink.keep();
            if (chosen == RecordFormat.TABLE && output == null) {
                advice.forEach((error, sentence) -> console.err().println(error + ": " + sentence));
                tellRest(history.count(first) - wanted, wanted);
            }
        }
        return ExitCode.DONE.value();
    }

    private void write(History history, Settings settings, long wanted, Consumer<ObjectNode> records) {
        long done = 0;
        while (done < wanted) {
            int size = (int) Math.min(PAGE, wanted - done);
            List<ObjectNode> page = history.page(filter.query(settings.tracked(), true, done, size));
            page.forEach(records);
            if (page.size() < size) {
                return;
            }
            done += page.size();
        }
    }

    private void tellRest(long left, long shown) {
        if (shown == 0) {
            console.err().println("no weight actions match; 'status' tells which blocks are verified");
        } else if (left > 0) {
            console.err().println(left + " more; --limit 0 shows all");
        }
    }
}

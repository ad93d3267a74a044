package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.store.FactQuery;
import io.weighbridge.web.History;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is stored. */
@Command(
        name = "history",
        header = "Show weight actions and their rows, the newest first.",
        description = {
            "",
            "Works without a node, also beside a running follow. Shows a table of the last 50. 'export' writes all.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge history --since 7d",
            "  weighbridge history --hotkey 5Grw… --netuid 30 --outcome failed,rolled_back",
            "  weighbridge history --since 2026-03-01 --until 2026-04-01 --limit 0"
        },
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    private static final int USUAL_LIMIT = 50;

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final FactFilter filter = new FactFilter();

    @Mixin
    private final RecordArguments records = new RecordArguments(RecordFormat.TABLE);

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all. Default: 50.")
    private int limit = USUAL_LIMIT;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordFormat chosen = records.format();
        if (limit < 0) {
            throw ConfigException.ofFlag("limit", String.valueOf(limit), "0 (all) or more");
        }
        Settings settings = common.settings(console);
        FactQuery query = filter.query(settings.tracked(), true, limit == 0 ? Integer.MAX_VALUE : limit);
        try (var databases = OpenStore.toRead(settings)) {
            var history = new History(databases.store(), databases.ledger());
            var advice = new TreeMap<String, String>();
            long shown = records.write(
                    console,
                    History.columns(),
                    writer -> history.each(query, record -> {
                        writer.write(record);
                        if (chosen == RecordFormat.TABLE
                                && record.path("advice").isTextual()) {
                            advice.put(
                                    record.path("error").asText(),
                                    record.path("advice").asText());
                        }
                    }));
            if (records.isShownAsTable()) {
                advice.forEach((error, sentence) -> console.say(error + ": " + sentence));
                tellRest(history.count(query) - shown, shown);
            }
        }
        return ExitCode.DONE.value();
    }

    private void tellRest(long left, long shown) {
        if (shown == 0) {
            console.say("no weight actions match; 'status' tells which blocks are verified");
        } else if (left > 0) {
            console.say(left + " more; --limit 0 shows all");
        }
    }
}

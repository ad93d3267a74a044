package io.weighbridge.cli;

import io.weighbridge.cli.settings.Settings;
import io.weighbridge.store.FactQuery;
import io.weighbridge.web.History;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes what is stored, for other programs. */
@Command(
        name = "export",
        header = "Write all weight actions and their rows to a file or a pipe, the oldest first.",
        description = {
            "",
            "Works without a node, also beside a running follow. Writes CSV (RFC 4180, UTF-8, with a head line) unless told"
                    + " otherwise. A time without a zone is UTC; --until names the first moment that is left out. Which of the blocks"
                    + " are not verified is told on standard error.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge export --since 2026-03-01 --until 2026-04-01 --output march.csv",
            "  weighbridge export --hotkey 5Grw… --netuid 30 --outcome failed --format ndjson | jq .error",
            "  weighbridge export --since 30d --kind commit --output commits.json"
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final FactFilter filter = new FactFilter();

    @Mixin
    private final RecordArguments records = new RecordArguments(RecordFormat.CSV);

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordFormat chosen = records.format();
        Settings settings = common.settings(console);
        FactQuery query = filter.query(settings.tracked(), false, Integer.MAX_VALUE);
        try (var databases = OpenStore.toRead(settings)) {
            var history = new History(databases.store(), databases.ledger());
            long count = records.write(console, History.columns(), writer -> history.each(query, writer::write));
            console.say(Words.count(count, "weight action") + " as " + chosen.word()
                    + (count == 0 ? "; 'status' tells which blocks are verified" : ""));
            NotCovered.of(
                            databases.store(),
                            query,
                            settings.rows().blockTime(),
                            Clock.systemUTC().instant())
                    .ifPresent(console::say);
        }
        return ExitCode.DONE.value();
    }
}

package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.cli.settings.ConfigException;
import io.weighbridge.cli.settings.FileFault;
import io.weighbridge.cli.settings.Key;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.cli.settings.Settings.LedgerPlace;
import io.weighbridge.ingest.RowsWaiting;
import io.weighbridge.reconcile.FactsFile;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.Rules;
import io.weighbridge.reconcile.StoredChain;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Matches the validator's rows with the chain. */
@Command(
        name = "reconcile",
        header = "Match the validator's rows with the chain, complete them, and say what is in doubt.",
        description = {
            "",
            "Prints what was done, with its evidence, and what was left, with the reason. Ends with 5 if something is left"
                    + " that somebody should look into, with 4 if rows could not be written. A second run without news changes nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  weighbridge reconcile --hotkey 5Grw… --netuid 30 --db ~/.wahoo/validator.db --dry-run",
            "  weighbridge reconcile --hotkey 5Grw… --netuid 30 --db ~/.wahoo/validator.db --undo 7",
            "  weighbridge reconcile --db copy.db --facts facts.json --report report.json"
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final RowOptions rows = new RowOptions();

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "Take facts, reveals, head and settings from this JSON file instead of the store.")
    private @Nullable Path facts;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the whole state there as JSON.")
    private @Nullable Path report;

    @Option(names = "--dry-run", description = "Say what would be done, and write nothing.")
    private boolean dryRun;

    @Option(names = "--undo", paramLabel = "RUN", description = "Take back what that run wrote.")
    private @Nullable Long undoRun;

    @Option(names = "--undo-row", paramLabel = "ID", description = "Take back what was written into that row.")
    private @Nullable Long undoRow;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, json, ndjson or csv. Default: table.")
    private String format = "table";

    ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordFormat.of(format);
        if (undoRun != null && undoRow != null) {
            throw new ConfigException("cannot use --undo with --undo-row: expected one of them");
        }
        Settings settings = common.settings(console, rows);
        return (facts == null ? fromStore(settings) : offline(settings, facts)).value();
    }

    private ExitCode fromStore(Settings settings) {
        Rules rules = ReconcileRules.of(settings.readyToIndex());
        try (OpenStore databases = dryRun ? OpenStore.toRead(settings) : OpenStore.toReconcile(settings)) {
            StoredChain chain = StoredChain.of(databases.store(), settings.tracked(), Instant.now());
            return work(databases.editable(), new FactsFile(rules, chain.head(), chain.knowledge()));
        }
    }

    private ExitCode offline(Settings settings, Path file) {
        FactsFile known = read(settings, file);
        if (!(settings.ledger() instanceof LedgerPlace.ValidatorFile place)) {
            throw new ConfigException("no database: whose rows are to be matched with the facts of " + file
                    + "? Give --db PATH (or " + Key.DB.variable() + ")");
        }
        try (SqliteLedger ledger = open(settings, place.path())) {
            return work(ledger, known);
        }
    }

    private ExitCode work(EditableLedger ledger, FactsFile known) {
        var reconciling = new Reconciling(ledger, known.rules());
        if (undoRow != null) {
            return undo(reconciling, known, Set.of(undoRow));
        }
        return undoRun != null ? undo(reconciling, known, rowsOf(undoRun, ledger)) : reconcile(reconciling, known);
    }

    private static Set<Long> rowsOf(long run, EditableLedger ledger) {
        long newest = ledger.newestRun();
        if (run < 1 || run > newest) {
            throw new ConfigException("cannot use undo '" + run + "' (flag --undo): there is no such run; "
                    + (newest == 0 ? "nothing was ever written" : "expected 1 to " + newest));
        }
        return ledger.rowsOfRun(run);
    }

    private SqliteLedger open(Settings settings, Path path) {
        return dryRun
                ? SqliteLedger.readValidatorFile(path, SqliteOptions.DEFAULTS)
                : SqliteLedger.inValidatorFile(path, OpenStore.ledgerOptions(settings, SqliteOptions.DEFAULTS));
    }

    private ExitCode reconcile(Reconciling reconciling, FactsFile known) {
        Reconciling.Result result;
        try {
            result = dryRun
                    ? reconciling.plan(known.head(), known.chain())
                    : reconciling.run(known.head(), known.chain());
        } catch (StoreException.Failed e) {
            console.say(UnwrittenRows.line(left(reconciling, known, e)));
            return ExitCode.DATABASE;
        }
        write(ReconcileRecords.report(result));
        print(result);
        return ReconcileRecords.disagrees(result) ? ExitCode.FINDINGS : ExitCode.DONE;
    }

    private static RowsWaiting left(Reconciling reconciling, FactsFile known, StoreException fault) {
        String reason = String.valueOf(fault.getMessage());
        try {
            return new RowsWaiting(
                    reconciling.plan(known.head(), known.chain()).steps().size(), reason);
        } catch (StoreException e) {
            return new RowsWaiting(0, reason);
        }
    }

    private void print(Reconciling.Result result) {
        List<ObjectNode> records = ReconcileRecords.records(result);
        RecordFormat chosen = RecordFormat.of(format);
        if (chosen == RecordFormat.TABLE) {
            new ReconcileTable(console).print(records);
        } else {
            try (RecordWriter writer = chosen.writer(console.out(), ReconcileRecords.COLUMNS, TextLayout.PLAIN)) {
                records.forEach(writer::write);
            }
        }
        ReconcileTable.summary(console, result, records, dryRun);
    }

    private ExitCode undo(Reconciling reconciling, FactsFile known, Set<Long> rows) {
        if (dryRun) {
            int linked = reconciling.planUndo(rows, known.chain()).size();
            console.say(linked == 0 ? nothingToTakeBack() : "would take back" + linkedAndWritten(linked));
            return ExitCode.DONE;
        }
        var kept = reconciling.undo(rows, known.chain());
        write(ReconcileRecords.undoReport(kept, undoRow != null));
        kept.forEach((row, columns) -> {
            if (!columns.isEmpty()) {
                console.out()
                        .println("row " + row + ": left " + String.join(", ", columns)
                                + ", which somebody else changed since");
            }
        });
        console.say(takenBack(kept.size()));
        return ExitCode.DONE;
    }

    private String takenBack(int rows) {
        return rows == 0
                ? nothingToTakeBack()
                : "took back" + linkedAndWritten(rows) + "; they are left alone from now on";
    }

    private static String linkedAndWritten(int rows) {
        return " what was linked and written for " + Words.count(rows, "row");
    }

    private String nothingToTakeBack() {
        return undoRow != null
                ? "nothing to take back: row " + undoRow
                        + " is not linked with anything on the chain; expected the id of"
                        + " a linked row, which `history` shows"
                : "nothing is left to take back";
    }

    private void write(ObjectNode content) {
        if (report != null) {
            try (ResultFile out = ResultFile.open(report, console)) {
                out.stream().println(content);
                out.keep();
            }
        }
    }

    /** The file's own settings win over the configuration, flags over both. */
    private FactsFile read(Settings settings, Path file) {
        boolean named = settings.tracked().netuids().size() == 1
                && settings.tracked().hotkeys().size() == 1;
        try {
            String json = Files.readString(file);
            FactsFile read = named
                    ? FactsFile.parse(json, ReconcileRules.of(settings))
                    : FactsFile.parse(json, rules -> ReconcileRules.with(rules, settings.rows(), key -> true));
            return read.with(ReconcileRules.with(read.rules(), settings.rows(), rows.flags()::containsKey));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("cannot use " + file + " (flag --facts): " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigException(
                    "cannot read " + file + " (flag --facts): " + FileFault.reason(e) + ". Expected a JSON file");
        }
    }
}

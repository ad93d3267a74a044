package io.weighbridge.bench;

import com.sun.management.ThreadMXBean;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.reconcile.LongSpan;
import io.weighbridge.reconcile.ReconciledRows;
import io.weighbridge.reconcile.ValidatorTable;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/**
 * What one run costs beside a validator that has logged for years, after one more set: at the start of the program, when
 * everything is looked at, and later, when only what may still change is. Nothing is written to disk in between but these rows.
 */
public final class ReconcileBenchmark {

    private static final int RUNS = 15;

    private ReconcileBenchmark() {}

    /** Argument: how many sets. */
    public static void main(String[] args) throws Exception {
        int sets = args.length > 0 ? Integer.parseInt(args[0]) : 26_000;
        Path folder = Files.createTempDirectory("reconcile");
        SqliteOptions usual = SqliteOptions.DEFAULTS;
        var hasty = new SqliteOptions(usual.busyTimeout(), usual.clock(), pause -> {}, usual.listener());
        try (var store = SqliteStore.open(folder.resolve("store.db"), hasty);
                var table = new ValidatorTable(folder.resolve("v.db"));
                var ledger = SqliteLedger.inValidatorFile(
                        folder.resolve("v.db"), new LedgerOptions(LedgerOptions.MissingTable.CREATE, folder, hasty))) {
            LongSpan.goOn(store, table::insert, 0, sets, 200);
            ReconciledRows later = rows(store, ledger);
            keep(later);
            keep(later);
            System.out.printf(Locale.ROOT, "%-12s %10s %14s%n", "one run", "ms", "MB allocated");
            for (int run = 0; run < RUNS; run++) {
                LongSpan.goOn(store, table::insert, sets + 2 * run, sets + 2 * run + 1, 200);
                measure("everything", rows(store, ledger));
                LongSpan.goOn(store, table::insert, sets + 2 * run + 1, sets + 2 * run + 2, 200);
                measure("open part", later);
            }
        }
    }

    private static ReconciledRows rows(SqliteStore store, SqliteLedger ledger) {
        return new ReconciledRows(store, ledger, LongSpan.TRACKED, LongSpan.RULES, Clock.systemUTC(), result -> {});
    }

    private static void measure(String name, ReconciledRows rows) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        keep(rows);
        System.out.printf(
                Locale.ROOT,
                "%-12s %10.1f %14.2f%n",
                name,
                (System.nanoTime() - began) / 1e6,
                (threads.getCurrentThreadAllocatedBytes() - allocated) / 1e6);
    }

    private static void keep(ReconciledRows rows) {
        rows.keep(new BlockRange(0, FactQuery.ALL_BLOCKS.last()), Instant.MAX);
    }
}

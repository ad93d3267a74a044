package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Cell;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.LedgerScope;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a validator over a long span, in real files. */
class ReconciledRowsTest {

    private static final int SETS = 60;

    @TempDir
    private Path folder;

    private SqliteStore store;
    private ValidatorTable table;
    private SqliteLedger file;
    private WatchedLedger ledger;
    private ReconciledRows rows;

    @BeforeEach
    void open() throws SQLException {
        SqliteOptions usual = SqliteOptions.DEFAULTS;
        var hasty = new SqliteOptions(usual.busyTimeout(), usual.clock(), pause -> {}, usual.listener());
        store = SqliteStore.open(folder.resolve("store.db"), hasty);
        table = new ValidatorTable(folder.resolve("v.db"));
        file = SqliteLedger.inValidatorFile(
                folder.resolve("v.db"), new LedgerOptions(LedgerOptions.MissingTable.CREATE, folder, hasty));
        ledger = new WatchedLedger(file);
        rows = follow();
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
        table.close();
        store.close();
    }

    private ReconciledRows follow() {
        return new ReconciledRows(store, ledger, LongSpan.TRACKED, LongSpan.RULES, Clock.systemUTC(), result -> {});
    }

    private void goOn(int from, int to) {
        LongSpan.goOn(store, table::insert, from, to, 200);
    }

    private void keep() {
        rows.keep(new BlockRange(0, FactQuery.ALL_BLOCKS.last()), Instant.MAX);
    }

    @Test
    void whatArrivesStepByStepEndsAsWhatArrivesAtOnce() throws SQLException {
        for (int set = 0; set < SETS; set++) {
            goOn(set, set + 1);
            keep();
        }
        List<String> stepByStep = table.dump();
        rows = follow();
        keep();

        assertThat(table.dump()).isEqualTo(stepByStep);
        assertThat(ledger.snapshot().orElseThrow().links()).hasSize(SETS);
    }

    @Test
    void aRunReadsWhatMayStillChangeAndNoMore() {
        goOn(0, SETS);
        keep();
        keep();
        ledger.rows = 0;
        ledger.whole = 0;

        goOn(SETS, SETS + 1);
        keep();

        assertThat(ledger.whole).isZero();
        assertThat(ledger.rows).isPositive().isLessThan(2 * SETS);
        assertThat(ledger.snapshot().orElseThrow().links()).hasSize(SETS + 1);
    }

    @Test
    void whatIsNewFurtherBackIsSeen() {
        goOn(0, 1);
        goOn(2, SETS);
        keep();

        goOn(1, 2);
        keep();

        assertThat(ledger.snapshot().orElseThrow().links()).hasSize(SETS);
    }

    @Test
    void aDeletedRowIsMissedHoweverOldItIs() throws SQLException {
        goOn(0, SETS);
        keep();
        table.delete(2);
        keep();

        assertThat(ledger.snapshot().orElseThrow().buried()).hasSize(1);
    }

    @Test
    void aTableMadeAnewIsNoticed() {
        goOn(0, SETS);
        keep();
        table.recreate();
        table.insert(Map.of(
                "ts", new Cell.Text("2026-03-01T00:00:00Z"),
                "netuid", new Cell.Int(30),
                "success", new Cell.Int(1),
                "weights_json", new Cell.Text("{}"),
                "uids_json", new Cell.Text("[]")));
        keep();

        assertThat(ledger.snapshot().orElseThrow().links()).hasSize(SETS).allMatch(link -> link.row() > 1);
    }

    /** Counts what is read. */
    private static final class WatchedLedger extends LedgerInFront {

        private int whole;
        private int rows;

        WatchedLedger(EditableLedger ledger) {
            super(ledger);
        }

        @Override
        public Optional<LedgerSnapshot> snapshot() {
            whole++;
            return super.snapshot();
        }

        @Override
        public Optional<LedgerSnapshot> snapshot(LedgerScope scope) {
            Optional<LedgerSnapshot> some = super.snapshot(scope);
            rows += some.map(snapshot -> snapshot.rows().size()).orElse(0);
            return some;
        }
    }
}

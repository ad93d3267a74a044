package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.reconcile.FactsFile;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.Rules;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reconciling a real file, cut off before each of its statements on the writing connection, those that begin, commit and roll
 * back among them, and begun again. Rows, links and written cells are those of a run that nobody cut off.
 */
class ReconcileCrashTest {

    private static final AccountId HOTKEY = AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    private static final Instant BEGIN = Instant.parse("2026-02-20T12:00:00Z");
    private static final int FIRST = 7_600_000;

    @TempDir
    private Path folder;

    private final FactsFile known = FactsFile.parse(
            """
            {"clock": {"block": 7600000, "ts": "2026-02-20T12:00:00Z", "block_seconds": 12},
             "facts": [%s, %s, %s], "head": {"finalized": 7602000, "covered_from": 7599000}}
            """.formatted(
                    fact(1, 1, "[5]", "[65535]"), fact(2, 300, "[5, 6]", "[32768, 65535]"), fact(3, 900, "[7]", "[9]")),
            Rules.defaults(new Netuid(30), HOTKEY));

    @Test
    void linkingFillingAndInsertingEndTheSameWhereverTheyAreCutOff() throws IOException {
        validator(folder.resolve("start.db"));

        assertThat(cutOffEverywhere("start.db", this::reconcile)).isGreaterThan(15);
    }

    @Test
    void givingWayToTheValidatorsRowEndsTheSameWhereverItIsCutOff() throws IOException {
        reconciled("start.db").run(row(12_000, "NULL", hash(3), "{}", "[7]"));

        assertThat(cutOffEverywhere("start.db", this::reconcile)).isGreaterThan(8);
    }

    @Test
    void takingEverythingBackEndsTheSameWhereverItIsCutOff() throws IOException {
        reconciled("start.db");

        assertThat(cutOffEverywhere(
                        "start.db",
                        ledger -> new Reconciling(ledger, known.rules()).undo(ledger.rowsOfRun(1), known.chain())))
                .isGreaterThan(8);
    }

    /** Cuts the work off before its first statement, its second, and so on; gives how many there are. */
    private int cutOffEverywhere(String start, Consumer<SqliteLedger> work) throws IOException {
        List<String> undisturbed = content(after(copy(start, "whole.db"), Integer.MAX_VALUE, work));
        int statement = 0;
        while (true) {
            Path path = copy(start, "cut.db");
            boolean finished = isFinished(path, statement, work);
            after(path, Integer.MAX_VALUE, work);
            assertThat(content(path))
                    .as("cut off before statement %d", statement)
                    .isEqualTo(undisturbed);
            if (finished) {
                return statement;
            }
            statement++;
        }
    }

    private boolean isFinished(Path path, int statement, Consumer<SqliteLedger> work) {
        try {
            after(path, statement, work);
            return true;
        } catch (CutOff e) {
            return false;
        }
    }

    private Path after(Path path, int statements, Consumer<SqliteLedger> work) {
        var options = new SqliteOptions(
                Duration.ofSeconds(10), new HandClock(Duration.ZERO), pause -> {}, StoreListener.NONE);
        ValidatorFile home = ValidatorFile.open(path, new LedgerOptions(MissingTable.CREATE, backups(), options));
        try (SqliteLedger ledger = new SqliteLedger(home, options)) {
            home.file().outsideTransaction("setting a trap", handle -> {
                handle.getJdbi().setSqlLogger(new Trap(statements));
                return path;
            });
            work.accept(ledger);
        }
        return path;
    }

    /** A folder of its own for each copy: the clock stands still, and with it the copies' names. */
    private Path backups() {
        try {
            return Files.createTempDirectory(folder, "backups");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reconcile(SqliteLedger ledger) {
        new Reconciling(ledger, known.rules()).run(known.head(), known.chain());
    }

    private ValidatorDatabase reconciled(String name) {
        ValidatorDatabase validator = validator(folder.resolve(name));
        after(validator.path(), Integer.MAX_VALUE, this::reconcile);
        return validator;
    }

    private static ValidatorDatabase validator(Path path) {
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        validator.run(ValidatorDatabase.WEIGHTS);
        validator.run(row(30, "NULL", hash(1), "{\"5\": 0.5}", "[5]"));
        validator.run(row(3636, "7600303", "Success", "{\"5\": 0.25, \"6\": 0.5}", "[5, 6]"));
        validator.run(row(7200, "7600600", "Success", "{\"8\": 0.5}", "[8]"));
        return validator;
    }

    private Path copy(String from, String to) throws IOException {
        Path copy = folder.resolve(to);
        for (String end : List.of("-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve(to + end));
        }
        return Files.copy(folder.resolve(from), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> content(Path path) {
        ValidatorDatabase file = ValidatorDatabase.at(path);
        var content = new ArrayList<>(file.ask("SELECT * FROM weight_transactions ORDER BY id"));
        content.addAll(file.ask("SELECT row_id, fact, tier, role, flags, verdict, evidence FROM weighbridge_links"
                + " ORDER BY row_id, fact"));
        content.addAll(
                file.ask("SELECT row_id, column_name, old_value, typeof(old_value), new_value, typeof(new_value),"
                        + " tier, fact FROM weighbridge_fills WHERE taken_back IS NULL ORDER BY row_id, column_name"));
        content.addAll(file.ask("PRAGMA integrity_check"));
        return content;
    }

    private static String hash(int number) {
        return "0x" + "%064x".formatted(0xabc0 + number);
    }

    private static String fact(int number, int blocks, String uids, String weights) {
        return """
                {"id": "F%d", "block_number": %d, "block_hash": "0x%064x", "block_ts": "%s", "extrinsic_index": 3,
                 "extrinsic_hash": "%s", "hotkey": "%s", "netuid": 30, "mecid": 0, "call": "set_weights", "uids": %s,
                 "weights": %s, "success": true}
                """.formatted(
                        number,
                        FIRST + blocks,
                        blocks,
                        BEGIN.plusSeconds(blocks * 12L),
                        hash(number),
                        HOTKEY.ss58(),
                        uids,
                        weights);
    }

    private static String row(int seconds, String block, String hash, String weights, String uids) {
        return "INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success, weights_json,"
                + " uids_json) VALUES ('" + BEGIN.plusSeconds(seconds) + "', " + block + ", '" + hash + "', 30, 1, '"
                + weights + "', '" + uids + "')";
    }

    /** Lets so many statements through, and none after them: the process is gone. */
    private static final class Trap implements SqlLogger {

        private int left;

        Trap(int statements) {
            this.left = statements;
        }

        @Override
        public void logBeforeExecution(StatementContext context) {
            if (left-- <= 0) {
                throw new CutOff();
            }
        }
    }

    private static final class CutOff extends Error {
        private static final long serialVersionUID = 1L;
    }
}

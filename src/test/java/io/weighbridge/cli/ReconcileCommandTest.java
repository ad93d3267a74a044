package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a validator's file with three rows: one names its extrinsic, one only its weights, one nothing. */
class ReconcileCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private CapturedConsole console;
    private Path db;

    @BeforeEach
    void prepare() throws SQLException, IOException {
        console = new CapturedConsole(home);
        db = home.resolve("validator.db");
        execute(
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE miners (hotkey TEXT PRIMARY KEY)",
                "CREATE TABLE performance_snapshots (id INTEGER PRIMARY KEY)",
                "CREATE TABLE scoring_runs (id INTEGER PRIMARY KEY)",
                """
                CREATE TABLE weight_transactions (
                  id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, block_number INTEGER, transaction_hash TEXT,
                  netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL, uids_json TEXT NOT NULL,
                  iteration_count INTEGER, error_message TEXT, total_weight REAL, num_miners INTEGER)""",
                row("2026-02-20T12:00:30Z", "NULL", hash(1), "{\"5\": 0.5}", "[5]"),
                row("2026-02-20T13:00:30Z", "7600303", "Success", "{\"5\": 0.25, \"6\": 0.5}", "[5, 6]"),
                row("2026-02-20T16:00:30Z", "7601205", "Success", "{\"5\": 0.5}", "[5]"));
        Files.writeString(home.resolve("facts.json"), """
                {"settings": {"netuid": 30, "hotkey": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"},
                 "clock": {"block": 7600000, "ts": "2026-02-20T12:00:00Z", "block_seconds": 12},
                 "facts": [%s, %s, %s], "reveals": [],
                 "head": {"finalized": 7602000, "covered_from": 7599000, "gaps": []}}
                """.formatted(
                        fact(1, 7600001, "[5]", "[65535]"),
                        fact(2, 7600300, "[5, 6]", "[32768, 65535]"),
                        fact(3, 7600900, "[7]", "[65535]")));
    }

    @Test
    void everyThingThatWasDoneIsToldWithItsEvidence() throws IOException {
        assertThat(reconcile("--format", "json")).isEqualTo(5);

        List<String> told = new ArrayList<>();
        for (JsonNode record : JSON.readTree(console.out())) {
            told.add(record.path("what").asText() + " " + record.path("row").asText() + " "
                    + record.path("fact").asText() + " "
                    + record.path("verdict").asText());
            assertThat(record.path("reason").asText()).isNotEmpty();
        }
        assertThat(told)
                .containsExactly(
                        "linked 1 F1 hash", "linked 2 F2 weights", "inserted  F3 inserted", "left 3  absent_on_chain");
        assertThat(console.err()).contains("run 1 made ").contains("'reconcile --undo 1' takes them back");
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() throws SQLException {
        List<String> before = dump();

        assertThat(reconcile("--format", "csv", "--dry-run")).isEqualTo(5);
        String planned = console.out();
        assertThat(dump()).isEqualTo(before);
        assertThat(ask("SELECT name FROM sqlite_schema WHERE name LIKE 'weighbridge%'"))
                .isEmpty();

        reconcile("--format", "csv");
        assertThat(console.out()).isEqualTo(planned);
    }

    @Test
    void aRowThatIsNotLinkedIsNotSaidToBeTakenBack() throws SQLException {
        List<String> before = dump();
        assertThat(reconcile("--undo-row", "9999")).isZero();
        assertThat(console.err()).startsWith("nothing to take back: row 9999 is not linked");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void aDryRunOfTakingBackTellsWhatItWouldAndWritesNothing() throws SQLException {
        reconcile();
        List<String> before = dump();

        assertThat(reconcile("--undo-row", "2", "--dry-run")).isZero();
        assertThat(console.err()).isEqualTo("would take back what was linked and written for 1 row\n");
        assertThat(reconcile("--undo-row", "9999", "--dry-run")).isZero();
        assertThat(console.err()).startsWith("nothing to take back: row 9999 is not linked");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void takingEveryRunBackRestoresTheTableCellByCell() throws SQLException {
        List<String> before = dump();
        reconcile();
        execute(row("2026-02-20T19:00:30Z", "NULL", hash(3), "{}", "[7]"));
        reconcile();
        assertThat(ask("SELECT DISTINCT run FROM weighbridge_fills")).containsExactly("1", "2");

        assertThat(reconcile("--undo", "2")).isZero();
        assertThat(console.err()).startsWith("took back what was linked and written for 1 row;");
        assertThat(reconcile("--undo", "1")).isZero();
        execute("DELETE FROM weight_transactions WHERE ts = '2026-02-20T19:00:30Z'");
        assertThat(dump()).isEqualTo(before);

        reconcile();
        assertThat(dump()).isEqualTo(before);
        assertThat(reconcile("--undo", "1")).isZero();
        assertThat(console.err()).startsWith("nothing is left to take back");
    }

    @Test
    void oneRowIsTakenBackAlone() throws SQLException {
        List<String> before = dump();
        reconcile();
        List<String> after = dump();

        assertThat(reconcile("--undo-row", "2")).isZero();
        assertThat(dump().get(1)).isEqualTo(before.get(1));
        assertThat(dump().get(0)).isEqualTo(after.get(0));
    }

    @Test
    void whatSomebodyElseChangedIsLeftAndTold() throws SQLException {
        reconcile();
        execute("UPDATE weight_transactions SET block_number = 5 WHERE id = 1");

        reconcile("--undo", "1");
        assertThat(console.out())
                .isEqualToIgnoringNewLines("row 1: left block_number, which somebody else changed since");
        assertThat(ask("SELECT block_number FROM weight_transactions WHERE id = 1"))
                .containsExactly("5");
    }

    @Test
    void aRunThatNeverWasIsRefused() {
        assertThat(reconcile("--undo", "1")).isEqualTo(2);
        assertThat(console.err())
                .isEqualToIgnoringNewLines("weighbridge: cannot use undo '1' (flag --undo): there is no such run;"
                        + " nothing was ever written");
        reconcile();

        assertThat(reconcile("--undo", "7")).isEqualTo(2);
        assertThat(console.err())
                .isEqualToIgnoringNewLines(
                        "weighbridge: cannot use undo '7' (flag --undo): there is no such run; expected 1 to 1");
    }

    @Test
    void aSecondWriterIsRefusedAndReadersAreNot() throws SQLException {
        List<String> before = dump();
        try (SqliteLedger follow = SqliteLedger.inValidatorFile(db, LedgerOptions.backingUpTo(home))) {
            assertThat(follow.rowsMark()).isNotEmpty();

            assertThat(reconcile()).isEqualTo(4);
            assertThat(console.err())
                    .startsWith("weighbridge: " + db + " is in use by another Weighbridge, process "
                            + ProcessHandle.current().pid())
                    .contains("stop that one first");
            assertThat(dump()).isEqualTo(before);
            assertThat(reconcile("--dry-run")).isEqualTo(5);
        }
        assertThat(reconcile()).isEqualTo(5);
    }

    @Test
    void correctionsAreLeftOutWhereAFlagSaysSo() throws SQLException {
        execute("UPDATE weight_transactions SET block_number = 7600004 WHERE id = 1");

        reconcile("--reconcile-corrections", "off");

        assertThat(ask("SELECT block_number FROM weight_transactions WHERE id = 1"))
                .containsExactly("7600004");
        assertThat(ask("SELECT transaction_hash FROM weight_transactions WHERE id = 2"))
                .containsExactly(hash(2));
    }

    private int reconcile(String... more) {
        var arguments = new ArrayList<>(List.of("reconcile", "--db", db.toString(), "--facts"));
        arguments.add(home.resolve("facts.json").toString());
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }

    private static String hash(int number) {
        return "0x" + "%064x".formatted(0xabc0 + number);
    }

    private static String fact(int number, int block, String uids, String weights) {
        return """
                {"id": "F%d", "block_number": %d, "block_hash": "0x%064x", "block_ts": "%s", "extrinsic_index": 3,
                 "extrinsic_hash": "%s", "hotkey": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "netuid": 30,
                 "mecid": 0, "call": "set_weights", "uids": %s, "weights": %s, "reveal_round": null, "success": true,
                 "error": null}
                """.formatted(
                        number,
                        block,
                        block,
                        Instant.parse("2026-02-20T12:00:00Z").plusSeconds((block - 7600000) * 12L),
                        hash(number),
                        uids,
                        weights);
    }

    private static String row(String ts, String block, String hash, String weights, String uids) {
        return "INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success, weights_json,"
                + " uids_json, iteration_count) VALUES ('" + ts + "', " + block + ", '" + hash + "', 30, 1, '" + weights
                + "', '" + uids + "', 1)";
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Every cell with its type. */
    private List<String> dump() throws SQLException {
        return ask(
                "SELECT id || '|' || quote(ts) || '|' || quote(block_number) || '|' || quote(transaction_hash) || '|'"
                        + " || quote(netuid) || '|' || quote(success) || '|' || quote(weights_json) || '|' || quote(uids_json)"
                        + " || '|' || quote(iteration_count) || '|' || quote(error_message) || '|' || quote(total_weight) || '|'"
                        + " || quote(num_miners) FROM weight_transactions ORDER BY id");
    }

    private List<String> ask(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var answers = new ArrayList<String>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }
}

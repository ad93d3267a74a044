package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.store.postgres.PostgresOptions;
import io.weighbridge.store.postgres.PostgresPlace;
import io.weighbridge.store.postgres.PostgresStore;
import io.weighbridge.store.postgres.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a store in PostgreSQL, which has to tell just what one in a file tells. */
class PostgresCommandsTest {

    private static Devnet node;

    @TempDir
    private Path home;

    private final PostgresPlace place = TestServer.emptySchema();
    private CapturedConsole console;

    @BeforeAll
    static void start() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(60), 300));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
    }

    @Test
    void itTellsOfOneHotkeyAndItsRowsWhatAFileTells() {
        assertThat(index("backfill", place.url(), "--from", "1")).isZero();
        index("backfill", file(), "--from", "1");

        assertThat(told("history", place.url(), "--format", "json", "--limit", "0"))
                .contains("\"row_id\"")
                .isEqualTo(told("history", file(), "--format", "json", "--limit", "0"));
        assertThat(told("export", place.url(), "--outcome", "failed"))
                .isEqualTo(told("export", file(), "--outcome", "failed"));
    }

    @Test
    void itTellsOfEverybodyWhatAFileTells() {
        assertThat(index("backfill", place.url(), "--from", "1", "--hotkey", "all", "--netuid", "all"))
                .isZero();
        index("backfill", file(), "--from", "1", "--hotkey", "all", "--netuid", "all");

        assertThat(told("history", place.url(), "--format", "json", "--limit", "0"))
                .isEqualTo(told("history", file(), "--format", "json", "--limit", "0"));
    }

    @Test
    void aSecondRunVisitsNothingAndChangesNothing() {
        index("backfill", place.url(), "--from", "1");
        String first = told("export", place.url());

        assertThat(index("backfill", place.url(), "--from", "1")).isZero();
        assertThat(console.out()).contains(": 0 blocks visited, ");
        assertThat(told("export", place.url())).isEqualTo(first);
    }

    @Test
    void anAuditProvesIt() {
        index("backfill", place.url(), "--from", "1");

        assertThat(index("audit", place.url(), "--from", "1")).isZero();
    }

    @Test
    void onlyOneMayWriteToIt() {
        try (var follow = PostgresStore.open(place, PostgresOptions.DEFAULTS)) {
            assertThat(follow.coverageRows()).isEmpty();
            assertThat(index("backfill", place.url(), "--from", "1")).isEqualTo(4);
        }
        assertThat(console.err()).contains(" is in use by another Weighbridge");
    }

    @Test
    void nothingPrintsItsPassword() {
        var printed = new StringBuilder();
        for (String command : List.of("doctor", "status", "history", "backfill", "reconcile")) {
            index(
                    command,
                    place.url(),
                    command.equals("backfill") ? new String[] {"--from", "1", "-v"} : new String[0]);
            printed.append(console.out()).append(console.err());
        }
        index("status", "jdbc:postgresql://127.0.0.1:1/none?user=u&password=s3cret", "-v");
        printed.append(console.out()).append(console.err());

        assertThat(printed).contains("jdbc:postgresql://").doesNotContain("s3cret");
    }

    @Test
    void aServerThatIsNotThereIsAFaultOfTheDatabase() {
        assertThat(index("backfill", "jdbc:postgresql://127.0.0.1:1/none", "--from", "1"))
                .isEqualTo(4);
        assertThat(console.err())
                .startsWith("weighbridge: cannot use the store jdbc:postgresql://127.0.0.1:1/none: ")
                .hasLineCount(1);
    }

    @Test
    void besideAValidatorItsRowsAreKeptAndTakenBackAsWithAFile() throws Exception {
        Path beside = validator("beside-postgres.db");
        Path likewise = validator("beside-file.db");

        String netuid = node.trackedNetuid().toString();
        assertThat(index("backfill", place.url(), "--from", "1", "--netuid", netuid, "--db", beside.toString()))
                .isZero();
        index("backfill", file(), "--from", "1", "--netuid", netuid, "--db", likewise.toString());
        assertThat(rows(beside)).isNotEmpty().isEqualTo(rows(likewise));
        assertThat(told("history", place.url(), "--limit", "0", "--db", beside.toString()))
                .isEqualTo(told("history", file(), "--limit", "0", "--db", likewise.toString()));

        assertThat(index("reconcile", place.url(), "--netuid", netuid, "--db", beside.toString()))
                .isZero();
        assertThat(rows(beside)).isEqualTo(rows(likewise));
        assertThat(index("reconcile", place.url(), "--netuid", netuid, "--db", beside.toString(), "--undo", "1"))
                .isZero();
        assertThat(rows(beside)).isEmpty();
    }

    @Test
    void whoReconcilesWithoutAFileIsToldWhatToGive() {
        String netuid = node.trackedNetuid().toString();
        assertThat(index("reconcile", place.url(), "--netuid", netuid)).isEqualTo(2);
        assertThat(console.err()).contains("nothing to reconcile in ", "Give --db PATH, the validator's file");
    }

    /** A validator that logged nothing. */
    private Path validator(String name) throws SQLException {
        Path file = home.resolve(name);
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (String table : List.of("miners", "performance_snapshots", "scoring_runs")) {
                statement.execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)");
            }
        }
        return file;
    }

    private static List<String> rows(Path file) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement();
                var found = statement.executeQuery(
                        "SELECT ts || ' ' || block_number || ' ' || success || weights_json"
                                + " || l.fact FROM weight_transactions t JOIN weighbridge_links l ON l.row_id = t.id ORDER BY t.id")) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    @Test
    void doctorSaysWhichServerItIs() {
        index("doctor", place.url());
        assertThat(console.out()).contains("no tables yet: 'follow' or 'backfill' will make them in ");

        index("backfill", place.url(), "--from", "1", "--to", "20");
        index("doctor", place.url());
        assertThat(console.out()).contains(", PostgreSQL 1");
    }

    private String file() {
        return home.resolve("w.db").toString();
    }

    private String told(String command, String store, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--store", store));
        arguments.addAll(List.of(more));
        assertThat(console.run(arguments.toArray(String[]::new))).isZero();
        return console.out();
    }

    private int index(String command, String store, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--store", store));
        arguments.addAll(List.of("--endpoint", node.uri().toString()));
        if (!List.of(more).contains("--hotkey")) {
            arguments.addAll(List.of("--hotkey", node.trackedHotkey().ss58()));
        }
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }
}

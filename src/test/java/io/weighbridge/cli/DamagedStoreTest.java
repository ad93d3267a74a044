package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store in which somebody changed cells: every command tells which row is damaged and what to do, or does not mind. */
class DamagedStoreTest {

    private static final List<String> TABLES = List.of(
            "facts", "coverage", "parked_blocks", "runtimes", "runtime_blocks", "notes", "meta", "weighbridge_links");

    @TempDir
    private static Path home;

    private static Devnet node;
    private static CapturedConsole console;

    @BeforeAll
    static void index() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(60), 200));
        console = new CapturedConsole(home);
        String own = node.trackedHotkey().ss58();
        assertThat(run("backfill", whole(), "--from", "1", "--hotkey", own)).isZero();
        assertThat(run("backfill", whole(), "--from", "1", "--hotkey", "all", "--netuid", "all"))
                .isZero();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aFailureWithoutAReasonIsToldWithItsRowAndTheRemedy() throws Exception {
        Path store = damaged("UPDATE facts SET outcome = 'failed', error = NULL WHERE id = 3");

        assertThat(run("export", store)).isEqualTo(4);
        assertThat(console.err())
                .isEqualTo(
                        "weighbridge: " + store + " is damaged, or was changed by somebody: table facts, row with id 3:"
                                + " column error: expected a text, found nothing. Restore a backup; or stop Weighbridge, delete that"
                                + " row and everything in the table coverage, and run 'backfill' for its blocks, which brings back"
                                + " what is missing and leaves the rest\n");
    }

    @Test
    void whatTheRemedySaysMends() throws Exception {
        Path store = damaged("UPDATE facts SET outcome = 'failed', error = NULL WHERE id = 3");
        change(store, "DELETE FROM facts WHERE id = 3; DELETE FROM coverage");
        run("backfill", store, "--from", "1", "--hotkey", "all", "--netuid", "all");

        run("export", store);
        String mended = console.out();
        run("export", whole());
        assertThat(mended.lines().map(DamagedStoreTest::withoutKey).sorted())
                .containsExactlyElementsOf(console.out()
                        .lines()
                        .map(DamagedStoreTest::withoutKey)
                        .sorted()
                        .toList());
    }

    @Test
    void aCellLargerThanTheMemoryIsRefused() throws Exception {
        Path store = damaged("UPDATE facts SET values_json = hex(zeroblob(9000000)) WHERE id = 3");

        assertThat(run("export", store)).isEqualTo(4);
        assertThat(console.err()).contains("a row is larger than 8 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "'x'", "-1", "x'00ff'"})
    void noCommandStumblesOver(String value) throws Exception {
        for (String cell : cells()) {
            String[] names = cell.split("\\.", 2);
            Path store;
            try {
                store = damaged("UPDATE " + names[0] + " SET \"" + names[1] + "\" = " + value
                        + " WHERE rowid = (SELECT max(rowid) FROM " + names[0] + ")");
            } catch (SQLException e) {
                continue; // the table itself refuses it
            }
            for (String command : List.of("status", "history", "export")) {
                int code = run(command, store);
                assertThat(code)
                        .as("%s with %s = %s: %s", command, cell, value, console.err())
                        .isIn(0, 4);
                assertThat(console.err()).doesNotContain("Exception", "unexpected");
            }
        }
    }

    /** Every column of every table, where a row has a number. */
    private static List<String> cells() throws SQLException {
        var cells = new ArrayList<String>();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + whole());
                Statement statement = db.createStatement()) {
            for (String table : TABLES) {
                try (var rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "') WHERE NOT"
                        + " (SELECT wr FROM pragma_table_list('" + table + "'))")) {
                    while (rows.next()) {
                        cells.add(table + "." + rows.getString(1));
                    }
                }
            }
        }
        return cells;
    }

    private static String withoutKey(String line) {
        return line.replaceFirst("^\\d+,", "");
    }

    private static Path damaged(String sql) throws IOException, SQLException {
        Path copy = home.resolve("damaged.db");
        for (String side : List.of("-wal", "-shm")) {
            Files.deleteIfExists(home.resolve("damaged.db" + side));
        }
        Files.copy(whole(), copy, StandardCopyOption.REPLACE_EXISTING);
        change(copy, sql);
        return copy;
    }

    private static void change(Path store, String sql) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = db.createStatement()) {
            for (String each : sql.split("; ", -1)) {
                statement.execute(each);
            }
        }
    }

    private static Path whole() {
        return home.resolve("w.db");
    }

    private static int run(String command, Path store, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--store", store.toString()));
        if (!command.equals("export") && !command.equals("history")) {
            arguments.addAll(List.of("--endpoint", node.uri().toString()));
        }
        if (command.equals("history")) {
            arguments.addAll(List.of("--limit", "0"));
        }
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }
}

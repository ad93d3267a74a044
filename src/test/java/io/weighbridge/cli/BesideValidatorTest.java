package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.pallet.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code follow} on the file of a validator that logged what a simulated chain really did, with the faults that validators
 * make: no hash, the block of the log instead of that of the call, a failure that had landed, a success that had failed,
 * nothing at all, and rows about what was never sent.
 */
class BesideValidatorTest {

    private static final long BEST = 1000;
    private static final int FAULTS = 4;

    /** Nothing but the time tells which call a failure is about. */
    private static final int FAILURE = 2;

    private static final long SETTLED = 75;

    /** Block, position, success, and whose row it is; a fact's key is a hash of 66 letters, a colon, the position. */
    private static final String LINKED = """
            SELECT t.block_number || ' ' || substr(l.fact, 68) || ' ' || t.success
              || iif(l.tier = 'inserted', ' inserted', ' validator')
            FROM weighbridge_links l JOIN weight_transactions t ON t.id = l.row_id WHERE l.role = 'primary'""";

    @TempDir
    private Path home;

    private Map<Long, Instant> times = Map.of();

    @Test
    void everyRowIsToldWhatTheChainDid() throws Exception {
        try (Devnet node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(0), BEST))) {
            List<Act> acts = acts(node);
            times = timesOf(node);
            createValidator();
            Set<Act> logged = log(node, acts);
            assertThat(logged).hasSizeGreaterThan(FAULTS * 2).hasSizeLessThan(acts.size());
            follow(node, acts.size());

            assertThat(ask(LINKED))
                    .containsExactlyInAnyOrderElementsOf(acts.stream()
                            .map(act -> act.block() + " " + act.position().text() + " "
                                    + (act.outcome() == Act.Outcome.SUCCESS ? 1 : 0)
                                    + (logged.contains(act) ? " validator" : " inserted"))
                            .toList());
            assertThat(
                            ask(
                                    "SELECT verdict FROM weighbridge_verdicts WHERE tier = '' AND row_id IS NOT NULL ORDER BY 1"))
                    .containsExactly("no_submission", "not_submitted");
            assertThat(sources(node))
                    .contains(
                            "validator weights {\"block_number\":\"corrected\",\"transaction_hash\":\"filled\"}",
                            "validator weights {\"block_number\":\"filled\",\"transaction_hash\":\"filled\"}",
                            "weighbridge inserted {}")
                    .anyMatch(source -> source.startsWith("validator time {\"block_number\":\"filled\""));
        }
    }

    /** For each row that has its fact: whose it is, by what, and what was written into it. */
    private List<String> sources(Devnet node) throws IOException {
        var console = new CapturedConsole(home);
        console.run(
                "history",
                "--db",
                home.resolve("validator.db").toString(),
                "--netuid",
                node.trackedNetuid().toString(),
                "--format",
                "json",
                "--limit",
                "0");
        var sources = new ArrayList<String>();
        for (JsonNode fact : new ObjectMapper().readTree(console.out())) {
            sources.add(fact.path("row_origin").asText() + " "
                    + fact.path("row_tier").asText() + " " + fact.path("row_cells"));
        }
        return sources;
    }

    /** When the blocks were made in which the validator acted: slots are missed now and then. */
    private Map<Long, Instant> timesOf(Devnet node) throws SQLException {
        String store = home.resolve("times.db").toString();
        new CapturedConsole(home)
                .run(
                        "backfill",
                        "--from",
                        "1",
                        "--strategy",
                        "jump",
                        "--store",
                        store,
                        "--hotkey",
                        node.trackedHotkey().ss58(),
                        "--endpoint",
                        node.uri().toString());
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + store);
                var statement = db.createStatement();
                var rows = statement.executeQuery("SELECT block_number, block_ts FROM facts")) {
            Map<Long, Instant> found = new HashMap<>();
            while (rows.next()) {
                found.put(rows.getLong(1), Instant.parse(rows.getString(2)));
            }
            return found;
        }
    }

    /** What the validator sent, as far as it has settled long since. */
    private static List<Act> acts(Devnet node) {
        return node.truth().stream()
                .filter(act -> act.hotkey().equals(node.trackedHotkey())
                        && act.netuid() == node.trackedNetuid().value()
                        && act.mechanism() == 0
                        && act.deed() instanceof Deed.Weights
                        && act.block() <= node.finalizedNumber() - SETTLED)
                .toList();
    }

    /** Logs most acts; gives those. */
    private Set<Act> log(Devnet node, List<Act> acts) throws SQLException {
        var logged = new HashSet<Act>();
        try (Connection db = connect();
                PreparedStatement insert = db.prepareStatement(
                        "INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success, weights_json,"
                                + " uids_json) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Act act : acts) {
                if (isAloneInItsExtrinsic(act, acts) && act.block() % 5 != 0) {
                    int fault = logged.size() % FAULTS;
                    add(insert, node, row(act, fault == FAILURE && hasNeighbour(act, acts) ? 0 : fault));
                    logged.add(act);
                }
            }
            Act some = acts.get(acts.size() / 2);
            add(insert, node, cells(some, 11, some.block() + 11, null, true, "{\"4000\": 1.0}", "[4000]"));
            add(insert, node, cells(some, 9, null, null, false, "{}", "[4000]"));
        }
        return logged;
    }

    /** Nothing in a log tells the calls of one batch apart. */
    private static boolean isAloneInItsExtrinsic(Act act, List<Act> acts) {
        return acts.stream()
                        .filter(other ->
                                other.block() == act.block() && extrinsic(other).equals(extrinsic(act)))
                        .count()
                == 1;
    }

    private static boolean hasNeighbour(Act act, List<Act> acts) {
        return acts.stream()
                .anyMatch(other ->
                        !other.equals(act) && other.block() > act.block() - 55 && other.block() < act.block() + 10);
    }

    private static String extrinsic(Act act) {
        return act.position().text().split("[/#]", -1)[0];
    }

    private Object[] row(Act act, int fault) {
        Deed.Weights weights = (Deed.Weights) act.deed();
        String uids = weights.uids().toString();
        return switch (fault) {
            case 0 -> cells(act, 2, act.block() + 2, "Success", true, json(weights), uids);
            case 1 -> cells(act, 1, null, null, true, json(weights), uids);
            case FAILURE -> cells(act, 3, null, null, false, "{}", uids);
            default -> cells(act, 1, act.block() + 1, "Not waiting for inclusion.", true, json(weights), uids);
        };
    }

    private Object[] cells(
            Act act,
            long blocksLater,
            @Nullable Object block,
            @Nullable Object hash,
            boolean success,
            String weights,
            String uids) {
        Instant ts = times.getOrDefault(act.block(), Instant.EPOCH).plusSeconds(blocksLater * 12);
        return new Object[] {ts.toString(), block, hash, success ? 1 : 0, weights, uids};
    }

    private static void add(PreparedStatement insert, Devnet node, Object[] row) throws SQLException {
        insert.setObject(1, row[0]);
        insert.setObject(2, row[1]);
        insert.setObject(3, row[2]);
        insert.setInt(4, node.trackedNetuid().value());
        insert.setObject(5, row[3]);
        insert.setObject(6, row[4]);
        insert.setObject(7, row[5]);
        insert.executeUpdate();
    }

    private static String json(Deed.Weights weights) {
        double sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        return IntStream.range(0, weights.uids().size())
                .mapToObj(i ->
                        "\"" + weights.uids().get(i) + "\": " + weights.values().get(i) / sum)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Until every fact has its row. */
    private void follow(Devnet node, int facts) throws Exception {
        var interruption = Interruption.never();
        var console = new CapturedConsole(home);
        var ended = CompletableFuture.supplyAsync(() -> console.run(
                interruption,
                Map.of(),
                "follow",
                "--from",
                "1",
                "--db",
                home.resolve("validator.db").toString(),
                "--netuid",
                node.trackedNetuid().toString(),
                "--hotkey",
                node.trackedHotkey().ss58(),
                "--endpoint",
                node.uri().toString(),
                "--http",
                "off"));
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> linked() >= facts || ended.isDone());
        } finally {
            interruption.interrupt();
        }
        assertThat(ended.get()).as(console.err()).isZero();
    }

    private long linked() throws SQLException {
        return ask("SELECT name FROM sqlite_schema WHERE name = 'weighbridge_links'")
                        .isEmpty()
                ? 0
                : Long.parseLong(ask("SELECT count(*) FROM weighbridge_links WHERE role = 'primary'")
                        .get(0));
    }

    private void createValidator() throws SQLException {
        try (Connection db = connect();
                var statement = db.createStatement()) {
            for (String sql : List.of(
                    "PRAGMA journal_mode = WAL",
                    "CREATE TABLE miners (hotkey TEXT PRIMARY KEY)",
                    "CREATE TABLE performance_snapshots (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE scoring_runs (id INTEGER PRIMARY KEY)",
                    """
                    CREATE TABLE weight_transactions (
                      id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL, block_number INTEGER, transaction_hash TEXT,
                      netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL, uids_json TEXT NOT NULL,
                      iteration_count INTEGER, error_message TEXT, total_weight REAL, num_miners INTEGER)""")) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("validator.db"));
    }

    private List<String> ask(String sql) throws SQLException {
        try (Connection db = connect();
                var statement = db.createStatement();
                var rows = statement.executeQuery(sql)) {
            var answers = new ArrayList<String>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }
}

package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.Hash;
import io.weighbridge.crypto.Blake2b;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String WITHOUT_FACT =
            "SELECT verdict FROM weighbridge_verdicts WHERE tier = '' AND row_id IS NOT NULL ORDER BY 1";

    /** Every cell that was written into the validator's rows. */
    private static final String FILLS = """
            SELECT t.block_number || ' ' || substr(f.fact, 68) || ' ' || f.column_name || ': '
              || coalesce(f.old_value, 'NULL') || ' to ' || f.new_value
            FROM weighbridge_fills f JOIN weight_transactions t ON t.id = f.row_id
            WHERE f.taken_back IS NULL AND f.tier <> 'inserted'""";

    @TempDir
    private Path home;

    @Test
    void everyRowIsToldWhatTheChainDid() throws Exception {
        try (Devnet node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(0), BEST))) {
            List<Act> acts = acts(node);
            createValidator();
            Map<Act, Integer> logged = log(node, acts);
            assertThat(logged).hasSizeGreaterThan(FAULTS * 2).hasSizeLessThan(acts.size());
            follow(node, acts.size());

            assertThat(ask(LINKED))
                    .containsExactlyInAnyOrderElementsOf(acts.stream()
                            .map(act -> act.block() + " " + act.position().text() + " "
                                    + (act.outcome() == Act.Outcome.SUCCESS ? 1 : 0)
                                    + (logged.containsKey(act) ? " validator" : " inserted"))
                            .toList());
            assertThat(ask(WITHOUT_FACT)).containsExactly("no_submission", "not_submitted");
            assertThat(ask(FILLS))
                    .containsExactlyInAnyOrderElementsOf(logged.entrySet().stream()
                            .flatMap(entry -> fills(node, entry.getKey(), entry.getValue()).stream())
                            .toList());
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

    /** Logs most acts; gives those, each with the fault that its row has. */
    private Map<Act, Integer> log(Devnet node, List<Act> acts) throws SQLException {
        var logged = new LinkedHashMap<Act, Integer>();
        try (Connection db = connect();
                PreparedStatement insert = db.prepareStatement(
                        "INSERT INTO weight_transactions (ts, block_number, transaction_hash, netuid, success, weights_json,"
                                + " uids_json) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Act act : acts) {
                if (isAloneInItsExtrinsic(act, acts) && act.block() % 5 != 0) {
                    int next = logged.size() % FAULTS;
                    int fault = next == FAILURE && hasNeighbour(act, acts) ? 0 : next;
                    add(insert, node, row(node, act, fault));
                    logged.put(act, fault);
                }
            }
            Act some = acts.get(acts.size() / 2);
            add(insert, node, cells(node, some, 11, some.block() + 11, null, true, "{\"4000\": 1.0}", "[4000]"));
            add(insert, node, cells(node, some, 9, null, null, false, "{}", "[4000]"));
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

    private static Object[] row(Devnet node, Act act, int fault) {
        Deed.Weights weights = (Deed.Weights) act.deed();
        String uids = weights.uids().toString();
        return switch (fault) {
            case 0 -> cells(node, act, 2, act.block() + 2, "Success", true, json(weights), uids);
            case 1 -> cells(node, act, 1, null, null, true, json(weights), uids);
            case FAILURE -> cells(node, act, 3, null, null, false, "{}", uids);
            default -> cells(node, act, 1, act.block() + 1, "Not waiting for inclusion.", true, json(weights), uids);
        };
    }

    private static Object[] cells(
            Devnet node,
            Act act,
            long blocksLater,
            @Nullable Object block,
            @Nullable Object hash,
            boolean success,
            String weights,
            String uids) {
        Instant ts = node.chain().time(act.block()).plusSeconds(blocksLater * 12);
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

    /** Every cell that has to be written into the row of an act: what stands there, and what the chain says. */
    private static List<String> fills(Devnet node, Act act, int fault) {
        Deed.Weights weights = (Deed.Weights) act.deed();
        boolean success = act.outcome() == Act.Outcome.SUCCESS;
        Object[] row = row(node, act, fault);
        var fills = new ArrayList<String>();
        fills.add(fill(act, "block_number", row[1], act.block()));
        fills.add(fill(act, "transaction_hash", row[2], hash(node, act)));
        if (success != row[3].equals(1)) {
            fills.add(fill(act, "success", row[3], success ? 1 : 0));
        }
        if (!success) {
            fills.add(fill(act, "error_message", null, act.error()));
        } else if (row[4].equals("{}")) {
            fills.add(fill(act, "weights_json", "{}", json(weights)));
            fills.add(fill(act, "total_weight", null, 1.0));
            fills.add(fill(act, "num_miners", null, weights.uids().size()));
        }
        return fills;
    }

    private static String fill(Act act, String column, @Nullable Object before, Object after) {
        return act.block() + " " + act.position().text() + " " + column + ": " + (before == null ? "NULL" : before)
                + " to " + after;
    }

    private static String hash(Devnet node, Act act) {
        int index = Integer.parseInt(extrinsic(act).substring(1));
        return new Hash(Blake2b.hash256(node.chain()
                        .block(act.block())
                        .orElseThrow()
                        .extrinsics()
                        .get(index)))
                .hex();
    }

    private static String json(Deed.Weights weights) {
        double sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        return IntStream.range(0, weights.uids().size())
                .mapToObj(i ->
                        "\"" + weights.uids().get(i) + "\": " + weights.values().get(i) / sum)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Until every fact has its row, and the rows without a fact their verdict, which is noted last. */
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
            await().until(() -> isTold(facts) || ended.isDone());
        } finally {
            interruption.interrupt();
        }
        assertThat(ended.get()).as(console.err()).isZero();
    }

    private boolean isTold(int facts) throws SQLException {
        return !ask("SELECT name FROM sqlite_schema WHERE name = 'weighbridge_links'")
                        .isEmpty()
                && ask("SELECT fact FROM weighbridge_links WHERE role = 'primary'")
                                .size()
                        >= facts
                && !ask(WITHOUT_FACT).isEmpty();
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

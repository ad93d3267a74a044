package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Cell;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the links with the truth of a simulated validator, for several ways of submitting and logging. */
class ReconcileAccuracyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static final List<String> AT_REAL_SPACING = List.of(
            "--sdk 10",
            "--sdk 9",
            "--sdk 7",
            "--sdk 10 --snippet miners",
            "--sdk 9 --snippet miners",
            "--sdk 9 --commit-reveal",
            "--sdk 10 --commit-reveal");

    /** What is missed is what the contract itself leaves in doubt. */
    @Test
    void atRealSpacingNoLinkIsWrongAndFewAreMissed() throws Exception {
        var totals = new Totals();
        for (String options : AT_REAL_SPACING) {
            for (int seed = 1; seed <= seeds(); seed++) {
                totals.add(simulate(options + " --seed " + seed, 300));
            }
        }
        assertThat(totals.wrong).isZero();
        assertThat(totals.share()).as(totals.toString()).isGreaterThanOrEqualTo(0.985);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--sdk 10 --step-blocks 10",
                "--sdk 10 --step-blocks 25",
                "--sdk 9 --step-blocks 10",
                "--sdk 9 --step-blocks 25",
            })
    void atNarrowSpacingFewLinksAreWrong(String options) throws Exception {
        var totals = simulate(options, 300);
        assertThat(totals.wrong).as(options + ": " + totals).isLessThanOrEqualTo((int) (0.04 * totals.linked()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sdk 10", "--sdk 9 --snippet miners", "--sdk 9 --commit-reveal"})
    void whatArrivesStepByStepIsLinkedAsWhatArrivesAtOnce(String options) throws Exception {
        for (int seed = 1; seed <= seeds(); seed++) {
            Path run = run(options + " --seed " + seed, 30);
            FactsFile input = input(run);
            MemoryLedger all = load(run.resolve("v.db"));
            Map<String, String> stepByStep = linksOf(arrive(all, input));

            settle(all, input.head(), input);

            assertThat(stepByStep).as("%s, seed %d", options, seed).isEqualTo(linksOf(all));
        }
    }

    /** Rows by the second when they were written, facts by their block; a look every 60 blocks. */
    private static MemoryLedger arrive(MemoryLedger all, FactsFile input) {
        var ledger = new MemoryLedger();
        var waiting = new ArrayList<>(all.rows());
        var keys = new LinkedHashMap<Long, Long>();
        long first = input.head().followed().first().orElseThrow();
        for (long number = first; number <= input.head().finalized(); number += 60) {
            long head = number;
            for (var rows = waiting.iterator(); rows.hasNext(); ) {
                var row = rows.next();
                boolean written = input.head()
                                .times()
                                .blockAt(
                                        Instant.parse(row.cell("ts").text()),
                                        input.rules().blockTime())
                        <= head;
                if (written) {
                    keys.put(ledger.insert(row.cells()), row.id());
                    rows.remove();
                }
            }
            List<ChainFact> known = input.chain().facts().stream()
                    .filter(fact -> fact.block().number() <= head)
                    .toList();
            settle(
                    ledger,
                    new Head(head, input.head().followed(), input.head().times()),
                    new FactsFile(
                            input.rules(),
                            input.head(),
                            new ChainKnowledge(known, input.chain().reveals())));
        }
        settle(ledger, input.head(), input);
        return ledger.renumbered(keys);
    }

    private static void settle(MemoryLedger ledger, Head head, FactsFile input) {
        Reconciliation result = Reconciler.reconcile(input.rules(), head, ledger, input.chain());
        while (!result.steps().isEmpty()) {
            ledger.apply(result.steps());
            result = Reconciler.reconcile(input.rules(), head, ledger, input.chain());
        }
    }

    /** For each fact the validator's row, or that it is our own. */
    private static Map<String, String> linksOf(MemoryLedger ledger) {
        var links = new TreeMap<String, String>();
        ledger.links()
                .forEach(link -> links.put(
                        link.fact() + " " + link.role().word(),
                        link.tier() == Tier.INSERTED ? "our own" : link.row() + " by " + link.tier()));
        return links;
    }

    private static int seeds() {
        return Integer.getInteger("weighbridge.test.seeds", 2);
    }

    private static final class Totals {
        private int right;
        private int wrong;
        private int missed;

        void add(Totals other) {
            right += other.right;
            wrong += other.wrong;
            missed += other.missed;
        }

        int linked() {
            return right + wrong;
        }

        double share() {
            return (double) right / (right + wrong + missed);
        }

        @Override
        public String toString() {
            return right + " right, " + wrong + " wrong, " + missed + " missed";
        }
    }

    private Totals simulate(String options, int rows) throws Exception {
        return compare(run(options, rows));
    }

    /** Runs the simulator; the folder then holds the file, the facts and the truth. */
    private Path run(String options, int rows) throws Exception {
        Path run = Files.createTempDirectory(folder, "run");
        Path db = run.resolve("v.db");
        var command = new ArrayList<>(List.of(
                "python3",
                SharedData.path("../validator_sim.py").toString(),
                "--db",
                db.toString(),
                "--rows",
                Integer.toString(rows),
                "--interval",
                "0",
                "--virtual",
                "--no-background",
                "--facts-out",
                run.resolve("facts.json").toString(),
                "--truth-out",
                run.resolve("truth.json").toString()));
        command.addAll(Arrays.asList(options.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return run;
    }

    private static FactsFile input(Path run) throws IOException {
        ObjectNode facts = (ObjectNode) JSON.readTree(Files.readString(run.resolve("facts.json")));
        Rules defaults = Rules.defaults(
                new Netuid(facts.get("netuid").asInt()),
                AccountId.fromSs58(facts.get("hotkey").asText()));
        return FactsFile.parse(facts.toString(), defaults);
    }

    private static Totals compare(Path run) throws IOException, SQLException {
        FactsFile input = input(run);
        MemoryLedger ledger = load(run.resolve("v.db"));
        Reconciliation result = Reconciler.reconcile(input.rules(), input.head(), ledger, input.chain());
        ledger.apply(result.steps());
        assertThat(Reconciler.reconcile(input.rules(), input.head(), ledger, input.chain())
                        .steps())
                .isEmpty();
        Map<Long, String> linked = new LinkedHashMap<>();
        for (RowLink link : ledger.links()) {
            if (link.tier() != Tier.INSERTED) {
                linked.put(link.row(), link.fact());
            }
        }
        var totals = new Totals();
        JsonNode truth =
                JSON.readTree(Files.readString(run.resolve("truth.json"))).get("links");
        truth.properties().forEach(entry -> {
            String found = linked.get(Long.parseLong(entry.getKey()));
            String wanted = entry.getValue().isNull() ? null : entry.getValue().asText();
            if (found == null ? wanted == null : found.equals(wanted)) {
                totals.right++;
            } else if (found == null) {
                totals.missed++;
            } else {
                totals.wrong++;
            }
        });
        return totals;
    }

    private static MemoryLedger load(Path db) throws SQLException {
        var ledger = new MemoryLedger();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                var rows = connection.createStatement().executeQuery("SELECT * FROM weight_transactions ORDER BY id")) {
            while (rows.next()) {
                var cells = new LinkedHashMap<String, Cell>();
                for (String column : TableRow.COLUMNS) {
                    cells.put(column, cell(rows.getObject(column)));
                }
                ledger.insert(rows.getLong("id"), cells);
            }
        }
        return ledger;
    }

    private static Cell cell(Object value) {
        if (value instanceof Number number) {
            return value instanceof Double real ? new Cell.Real(real) : new Cell.Int(number.longValue());
        }
        if (value instanceof byte[] bytes) {
            return new Cell.Blob(Bytes.copyOf(bytes));
        }
        return value == null ? Cell.Null.NULL : new Cell.Text((String) value);
    }
}

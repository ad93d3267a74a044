package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.store.EditableLedger;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.sqlite.LedgerOptions;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reconciliation of a real file, alone, interrupted, and beside a stand-in for the Python validator. */
class ReconcilingTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondRunChangesNothing() throws Exception {
        FactsFile known = simulate("v.db", "--sdk 9 --snippet miners");
        try (SqliteLedger ledger = open("v.db")) {
            assertThat(run(ledger, known).changes()).isPositive();
            List<String> after = dump("v.db");

            assertThat(run(ledger, known).changes()).isZero();
            assertThat(dump("v.db")).isEqualTo(after);
        }
    }

    @Test
    void takingARunBackRestoresTheTableCellByCell() throws Exception {
        FactsFile known = simulate("v.db", "--sdk 10");
        List<String> before = dump("v.db");
        try (SqliteLedger ledger = open("v.db")) {
            Reconciling.Result result = run(ledger, known);
            assertThat(dump("v.db")).isNotEqualTo(before);

            var kept = new Reconciling(ledger, known.rules()).undo(ledger.rowsOfRun(result.run()), known.chain());

            assertThat(kept).isNotEmpty().values().allMatch(List::isEmpty);
            assertThat(dump("v.db")).isEqualTo(before);
            assertThat(run(ledger, known).changes()).isZero();
        }
    }

    @Test
    void interruptedBetweenAnyTwoStepsTheNextRunEndsWhereOneRunWouldHave() throws Exception {
        FactsFile known = simulate("v.db", "--sdk 9");
        copy("v.db", "whole.db");
        int steps;
        try (SqliteLedger ledger = open("whole.db")) {
            steps = run(ledger, known).steps().size();
        }
        List<String> whole = dump("whole.db");
        for (int after = 0; after < steps; after += 9) {
            String name = "after" + after + ".db";
            copy("v.db", name);
            try (SqliteLedger ledger = open(name)) {
                var failing = new DyingLedger(ledger, after);
                assertThatThrownBy(() -> run(failing, known)).hasMessage("died");
            }
            try (SqliteLedger ledger = open(name)) {
                run(ledger, known);
            }
            assertThat(dump(name)).as("died after step %d", after).isEqualTo(whole);
        }
    }

    @Test
    void theValidatorLosesNothingWhileItsRowsAreReconciled() throws Exception {
        Path facts = folder.resolve("facts.json");
        Process validator = simulator(
                "v.db", "--rows 20 --interval 0.05 --miners 4 --vacuum-always --hold-lock 0.3 --facts-out " + facts);
        try (var out = validator.inputReader()) {
            assertThat(out.readLine()).startsWith("new database");
            FactsFile earlier = earlierFacts();
            try (SqliteLedger ledger = open("v.db", SqliteOptions.DEFAULTS)) {
                while (validator.isAlive()) {
                    run(ledger, earlier);
                }
            }
            List<String> report = out.lines().toList();
            assertThat(validator.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(validator.exitValue()).as("%s", report).isZero();
        } finally {
            validator.destroyForcibly();
        }
        FactsFile known = FactsFile.parse(Files.readString(facts), rules -> rules);
        try (SqliteLedger ledger = open("v.db")) {
            run(ledger, known);
            assertThat(run(ledger, known).changes()).isZero();
        }
    }

    private static Reconciling.Result run(EditableLedger ledger, FactsFile known) {
        return new Reconciling(ledger, known.rules()).run(known.head(), known.chain());
    }

    /** Some hundred facts that no row tells of, long before the validator began. */
    private static FactsFile earlierFacts() {
        Rules rules =
                Rules.defaults(new Netuid(30), AccountId.fromSs58("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
        List<ChainFact> facts = LongStream.rangeClosed(1, 400)
                .mapToObj(number -> new ChainFact(
                        "early" + number,
                        new BlockRef(number * 100, Hash.fromHex("%064x".formatted(number))),
                        Instant.ofEpochSecond(1_600_000_000 + number * 1200),
                        3,
                        Hash.fromHex("%064x".formatted(1_000_000 + number)),
                        rules.hotkey(),
                        new StorageIndex(rules.netuid(), MechanismId.MAIN),
                        new ChainFact.Content.Open(List.of(1, 2), List.of(65535, (int) number)),
                        true,
                        ""))
                .toList();
        var head = new Head(
                50_000,
                RangeSet.of(new BlockRange(0, 50_000)),
                BlockTimes.of(50_000, Instant.ofEpochSecond(1_600_600_000)));
        return new FactsFile(rules, head, new ChainKnowledge(facts, List.of()));
    }

    private FactsFile simulate(String name, String options) throws IOException, InterruptedException {
        Path facts = folder.resolve(name + ".json");
        Process process = simulator(
                name, "--rows 60 --interval 0 --virtual --no-background --facts-out " + facts + " " + options);
        try (var out = process.inputReader()) {
            List<String> report = out.lines().toList();
            assertThat(process.waitFor()).as("%s", report).isZero();
        }
        return FactsFile.parse(Files.readString(facts), rules -> rules);
    }

    private Process simulator(String name, String options) throws IOException {
        var command = new ArrayList<>(List.of(
                "python3",
                "-u",
                SharedData.path("../validator_sim.py").normalize().toString(),
                "--db",
                folder.resolve(name).toString()));
        command.addAll(Arrays.asList(options.split(" ", -1)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private SqliteLedger open(String name) {
        SqliteOptions hasty = SqliteOptions.DEFAULTS;
        return open(name, new SqliteOptions(hasty.busyTimeout(), hasty.clock(), pause -> {}, hasty.listener()));
    }

    private SqliteLedger open(String name, SqliteOptions options) {
        return SqliteLedger.inValidatorFile(
                folder.resolve(name), new LedgerOptions(LedgerOptions.MissingTable.CREATE, folder, options));
    }

    private void copy(String from, String to) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(from));
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + folder.resolve(to) + "'");
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(to));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
        }
    }

    /** Every cell with its type. */
    private List<String> dump(String name) throws SQLException {
        var lines = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT id, quote(ts), quote(block_number), quote(transaction_hash), quote(netuid), quote(success),"
                                + " quote(weights_json), quote(uids_json), quote(iteration_count), quote(error_message),"
                                + " quote(total_weight), quote(num_miners) FROM weight_transactions ORDER BY id")) {
            while (rows.next()) {
                var line = new ArrayList<String>();
                for (int column = 1; column <= 12; column++) {
                    line.add(rows.getString(column));
                }
                lines.add(String.join("|", line));
            }
        }
        return lines;
    }

    /** Dies after some steps, as a killed process does: what is committed stays. */
    private static final class DyingLedger extends LedgerInFront {

        private final int steps;

        DyingLedger(EditableLedger ledger, int steps) {
            super(ledger);
            this.steps = steps;
        }

        @Override
        public Applied apply(List<List<LedgerChange>> all, long run) {
            ledger.apply(all.subList(0, steps), run);
            throw new IllegalStateException("died");
        }
    }
}

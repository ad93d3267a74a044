package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.Cell;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table is the validator's: it comes late, changes its columns, and is made anew, and the guest follows. */
class ChangedTableTest extends SharedFileFixture {

    @Test
    void anAbsentTableIsWaitedForUntilTheValidatorMakesIt() {
        create(path);
        try (SqliteLedger ledger = SqliteLedger.inValidatorFile(path, options(MissingTable.WAIT, clock))) {
            assertThat(ledger.insertMissing(facts(1, 2))).isZero();
            assertThat(validator.run(path, "SELECT name FROM sqlite_master WHERE name LIKE 'weigh%'"))
                    .isEmpty();

            validator.run(path, ValidatorDatabase.WEIGHTS.split(";", -1));
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(2);
        }
        assertThat(validator.run(path, ROWS)).containsExactly("1", "2");
    }

    @Test
    void anAbsentTableIsMadeAsTheValidatorWouldMakeIt() {
        create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 2));
        }
        List<String> before = validator.run(path, "SELECT name, sql FROM sqlite_master");
        validator.run(path, ValidatorDatabase.WEIGHTS.split(";", -1));

        assertThat(validator.run(path, "SELECT name, sql FROM sqlite_master")).isEqualTo(before);
        validator.run(path, row("Success"));
        assertThat(validator.run(path, "SELECT max(id) FROM weight_transactions"))
                .containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP COLUMN total_weight", "ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"})
    void aTableThatTheValidatorMakesNarrowerOrWiderIsReadAnew(String change) {
        createWithTable(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.run(path, "ALTER TABLE weight_transactions " + change);

            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(1);
        }
        assertThat(validator.run(path, ROWS)).containsExactly("1", "2");
    }

    @Test
    void aTableThatIsMadeAnewGetsItsRowsAgain() {
        createWithTable(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 3));
            validator.run(path, "DROP TABLE weight_transactions");
            validator.run(path, ValidatorDatabase.WEIGHTS.split(";", -1));

            assertThat(ledger.insertMissing(facts(1, 3))).isEqualTo(3);
        }
        assertThat(validator.run(path, ROWS)).containsExactly("1", "2", "3");
    }

    @Test
    void aSchemaThatChangesBetweenTwoTransactionsIsNoFault() {
        createWithTable(path);
        var added = new ArrayList<String>();
        SqliteOptions.Pause pause = duration -> {
            added.add("c" + added.size());
            validator.run(path, "ALTER TABLE weight_transactions ADD COLUMN " + added.get(added.size() - 1) + " TEXT");
            clock.lasting(duration);
        };
        try (SqliteLedger ledger = open(pause)) {
            assertThat(ledger.insertMissing(facts(1, 120))).isEqualTo(120);
        }
        assertThat(added).hasSizeGreaterThanOrEqualTo(3);
        assertThat(validator.run(path, ROWS)).isEqualTo(blocks(1, 120));
    }

    @Test
    void whatARevealTellsIsWrittenOverTheDefaultOfAColumn() {
        createWithTable(path);
        validator.run(path, "ALTER TABLE weight_transactions DROP COLUMN total_weight");
        validator.run(path, "ALTER TABLE weight_transactions ADD COLUMN total_weight REAL NOT NULL DEFAULT 0");
        Map<String, Cell> cells = Map.of(
                "ts", new Cell.Text("2026-02-20T12:00:00+00:00"),
                "netuid", new Cell.Int(30),
                "success", new Cell.Int(1),
                "weights_json", new Cell.Text("{}"),
                "uids_json", new Cell.Text("[]"));
        try (SqliteLedger ledger = open()) {
            ledger.apply(
                    List.of(List.of(
                            new LedgerChange.Insert("a fact", cells, Map.of("total_weight", new Cell.Real(0.5))))),
                    1);
        }
        assertThat(validator.run(path, "SELECT total_weight FROM weight_transactions"))
                .containsExactly("0.5");
        assertThat(validator.run(path, "SELECT old_value FROM weighbridge_fills"))
                .containsExactly("0.0");
    }
}

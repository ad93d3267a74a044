package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.util.ArrayList;
import java.util.List;
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
}

package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table as the validator made it, and what a guest may do to it. */
class SharedTableTest extends LedgerFixture {

    @Test
    void columnsThatAreMissingAreLeftOut() {
        validator.run(
                "DROP TABLE weight_transactions;"
                        + "CREATE TABLE weight_transactions (id INTEGER PRIMARY KEY AUTOINCREMENT, ts TEXT NOT NULL,"
                        + " netuid INTEGER NOT NULL, success BOOLEAN NOT NULL, weights_json TEXT NOT NULL, uids_json TEXT NOT NULL)");

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
        assertThat(validator.ask("SELECT id, netuid, success FROM weight_transactions"))
                .containsExactly("1|30|1");
        assertThat(rows()).extracting(LedgerRow::blockNumber).containsExactly("");
        assertThat(validator.ask("SELECT name FROM sqlite_schema WHERE tbl_name = 'weight_transactions'"))
                .as("no index is added to the validator's table")
                .containsExactly("weight_transactions");
    }

    @Test
    void columnsThatAreUnknownGetTheirDefault() {
        validator.run("ALTER TABLE weight_transactions ADD COLUMN note TEXT NOT NULL DEFAULT 'none';"
                + "ALTER TABLE weight_transactions ADD COLUMN free TEXT");

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
        assertThat(validator.ask("SELECT note, free FROM weight_transactions")).containsExactly("none|");
    }

    @Test
    void anUnknownColumnThatWantsAValueKeepsRowsOutUntilItIsGone() {
        validator.run("DROP TABLE weight_transactions;"
                + ValidatorDatabase.WEIGHTS.replace("num_miners INTEGER", "num_miners INTEGER, must TEXT NOT NULL"));

        assertThat(ledger.insertMissing(stored(set(5)))).isZero();
        validator.run("ALTER TABLE weight_transactions DROP COLUMN must");
        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
    }

    @Test
    void aTableWithoutARequiredColumnIsRefused() {
        validator.run("ALTER TABLE weight_transactions DROP COLUMN uids_json");

        assertThatThrownBy(() -> ledger.insertMissing(stored(set(5))))
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found no uids_json");
    }

    @Test
    void anAbsentTableIsCreatedJustAsTheValidatorWould() {
        String shape = "SELECT m.type, m.name, i.name, i.type, i.\"notnull\", i.pk FROM sqlite_schema m"
                + " LEFT JOIN pragma_table_info(m.name) i WHERE m.tbl_name = 'weight_transactions'";
        List<String> theirs = validator.ask(shape);
        validator.run("DROP TABLE weight_transactions");
        ledger.insertMissing(stored(set(5)));

        assertThat(validator.ask(shape)).isEqualTo(theirs).hasSizeGreaterThan(12);
        validator.run(ValidatorDatabase.WEIGHTS);
        assertThat(validator.ask(shape)).isEqualTo(theirs);
    }

    @Test
    void anAbsentTableCanBeWaitedFor() {
        validator.run("DROP TABLE weight_transactions");
        ledger.close();
        ledger = open(MissingTable.WAIT);

        assertThat(ledger.insertMissing(stored(set(5)))).isZero();
        assertThat(rows()).isEmpty();
        assertThat(validator.ask("SELECT name FROM sqlite_schema WHERE name LIKE 'weigh%'"))
                .isEmpty();
        validator.run(ValidatorDatabase.WEIGHTS);
        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
    }

    @Test
    void nothingButTheTablesThatAreAllowedIsAdded() {
        List<String> before = validator.ask("SELECT type, name, tbl_name, sql FROM sqlite_schema");
        ledger.insertMissing(stored(set(5)));

        assertThat(validator.ask(
                        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'weighbridge%'"))
                .isEqualTo(before);
        assertThat(validator.ask("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'weighbridge%'"))
                .containsExactlyInAnyOrder("weighbridge_links", "weighbridge_fills");
        assertThat(validator.ask("SELECT version_num FROM alembic_version")).containsExactly("002_add_profit");
        assertThat(validator.ask("PRAGMA journal_mode")).containsExactly("wal");
    }

    @Test
    void aCopyIsMadeBeforeTheVeryFirstWriteAndNeverAgain() {
        logged("2026-02-20T12:01:10Z", "Success", 30);
        ledger.insertMissing(stored(set(5)));
        ledger.insertMissing(stored(set(6)));
        reopen();
        ledger.insertMissing(stored(set(7)));

        assertThat(backups()).hasSize(1);
        ValidatorDatabase copy = ValidatorDatabase.at(backups().get(0));
        assertThat(copy.ask("SELECT transaction_hash FROM weight_transactions")).containsExactly("Success");
        assertThat(copy.ask("SELECT name FROM sqlite_schema WHERE name LIKE 'weighbridge%'"))
                .isEmpty();
    }

    @Test
    void withoutACopyNothingIsWritten() throws IOException {
        Files.delete(folder.resolve("backups"));

        assertThatThrownBy(() -> ledger.insertMissing(stored(set(5)))).isInstanceOf(StoreException.class);
        assertThat(validator.ask(ALL)).isEmpty();
        assertThat(validator.ask("SELECT name FROM sqlite_schema WHERE name LIKE 'weighbridge%'"))
                .isEmpty();
    }

    @Test
    void transactionsAreShortAndApart() {
        ledger.insertMissing(numbered(1, 120));

        // The tables, then 50, 50 and 20 rows: a pause of 100 ms before each but the first.
        assertThat(clock.pauses())
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
        assertThat(validator.ask("SELECT count(*) FROM weight_transactions")).containsExactly("120");
    }

    @Test
    void aClockThatIsSetBackMakesNoLongPause() {
        ledger.insertMissing(numbered(1, 10));
        clock.set(Duration.ofHours(-1));
        ledger.insertMissing(numbered(11, 20));

        assertThat(clock.pauses()).containsOnly(Duration.ofMillis(100));
    }

    @Test
    void aSlowTransactionEndsEarly() {
        ledger.close();
        HandClock slow = new HandClock(Duration.ofMillis(30));
        ledger = open(MissingTable.CREATE, slow);
        ledger.insertMissing(numbered(1, 12));

        assertThat(slow.pauses())
                .as("four rows take more than 100 ms, so 12 rows take three transactions")
                .hasSize(3);
        assertThat(validator.ask("SELECT count(*) FROM weight_transactions")).containsExactly("12");
    }
}

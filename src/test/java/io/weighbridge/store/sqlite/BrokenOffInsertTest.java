package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.StoreException;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inserting that fails at any of its statements: rows and links agree, and the next try goes on. */
class BrokenOffInsertTest extends SharedFileFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight_transactions WHEN NEW.block_number = 2",
                "weight_transactions WHEN NEW.block_number = 3",
                "weighbridge_links WHEN NEW.row_id = 2",
                "weighbridge_links WHEN NEW.row_id = 3"
            })
    void whereverAnInsertFailsRowsAndLinksAgree(String step) {
        create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.run(
                    path, "CREATE TRIGGER fault BEFORE INSERT ON " + step + " BEGIN SELECT RAISE(FAIL, 'fault'); END");

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 3))).isInstanceOf(StoreException.Failed.class);
            assertThat(rowsAndLinks()).containsExactly("1", "1");

            validator.run(path, "DROP TRIGGER fault");
            assertThat(ledger.insertMissing(facts(1, 3))).isEqualTo(2);
        }
    }

    @Test
    void anInsertThatIsInterruptedLeavesRowsAndLinksInAgreement() {
        create(path);
        ValidatorFile home = ValidatorFile.open(path, options(MissingTable.CREATE, clock));
        try (SqliteLedger ledger =
                new SqliteLedger(home, options(MissingTable.CREATE, clock).sqlite())) {
            ledger.insertMissing(facts(1, 1));
            int instructions = 0;
            while (breaksOff(ledger, home.file(), instructions)) {
                assertThat(rowsAndLinks()).containsExactly("1", "1");
                instructions++;
            }
            assertThat(instructions).isGreaterThan(2);
            assertThat(rowsAndLinks()).containsExactly("3", "3");
        }
    }

    private List<String> rowsAndLinks() {
        return validator.run(
                path, "SELECT count(*) FROM weight_transactions UNION ALL SELECT count(*) FROM weighbridge_links");
    }

    private static boolean breaksOff(SqliteLedger ledger, SqliteFile file, int instructions) {
        Interruption trap = Interruption.after(instructions, file);
        try {
            ledger.insertMissing(facts(1, 3));
        } catch (StoreException.Failed e) {
            assertThat(trap.sprang()).as("%s", e).isTrue();
            return true;
        }
        return false;
    }
}

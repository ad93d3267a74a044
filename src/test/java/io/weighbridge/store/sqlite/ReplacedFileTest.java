package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The validator's file is moved away, deleted, replaced or damaged while a guest is at work on it. */
class ReplacedFileTest extends SharedFileFixture {

    @Test
    void aReplacedFileGetsTheRowsAndTheOldOneStaysAsItWas() {
        create(path);
        Path old = folder.resolve("old.db");
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.move(path, old);
            create(path);

            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(2);
            assertThat(validator.run(path, ROWS)).containsExactly("1", "2");
        }
        assertThat(validator.run(old, ROWS)).containsExactly("1");
    }

    @Test
    void leavingAReplacedFileDoesNotTakeTheNewOnesLogAway() {
        create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.move(path, folder.resolve("old.db"));
            createWithTable(path);
            validator.hold(path, "INSERT INTO miners VALUES ('5Miner', 7)");

            assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
            assertThat(validator.run(path, "SELECT hotkey FROM miners")).containsExactly("5Miner");
        }
    }

    @Test
    void aFileThatIsRenamedIsNotWrittenToAndServedWhenItIsBack() {
        create(path);
        Path away = folder.resolve("away.db");
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.move(path, away);

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("was removed or replaced");
            assertThat(path).doesNotExist();
            assertThat(validator.run(away, ROWS)).containsExactly("1");

            validator.move(away, path);
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsDeletedIsNotMadeAgain() {
        create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.remove(path);

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2))).isInstanceOf(StoreException.Failed.class);
            assertThat(path).doesNotExist();

            validator.run(path, "PRAGMA journal_mode = WAL");
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2)))
                    .as("a file in which the validator has not made its tables yet")
                    .isInstanceOf(StoreException.Failed.class);
            assertThat(validator.run(path, "SELECT * FROM sqlite_master")).isEmpty();

            create(path);
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(2);
        }
    }

    @Test
    void aFileReplacedWhileItsLockIsWaitedForIsNotWrittenTo() {
        createWithTable(path);
        Path old = folder.resolve("old.db");
        var replaced = new ArrayList<Path>();
        SqliteOptions.Pause pause = duration -> {
            if (replaced.isEmpty()) {
                replaced.add(old);
                validator.move(path, old);
                createWithTable(path);
                validator.letGo("COMMIT");
            }
            clock.lasting(duration);
        };
        try (SqliteLedger ledger = open(pause)) {
            validator.hold(path, "BEGIN IMMEDIATE");

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("while its lock was waited for");
            assertThat(validator.run(old, ROWS)).isEmpty();
            assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
        }
    }

    @Test
    void aDamagedFileIsNeitherWrittenNorRepaired() {
        createWithTable(path);
        validator.overwrite(path, 4096);
        String damaged = validator.digest(path);
        try (SqliteLedger ledger = open()) {
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                    .isInstanceOf(StoreException.Unsuitable.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("Nothing was repaired or written");
        }
        assertThat(validator.digest(path)).isEqualTo(damaged);
    }

    @Test
    void aFileThatIsDamagedWhileItIsOpenIsNotWrittenTo() {
        createWithTable(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.run(path, "PRAGMA wal_checkpoint(TRUNCATE)");
            validator.overwrite(path, 0);
            String damaged = validator.digest(path);

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2))).isInstanceOf(StoreException.class);
            assertThat(validator.digest(path)).isEqualTo(damaged);
        }
    }
}

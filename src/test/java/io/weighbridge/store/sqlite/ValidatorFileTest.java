package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file has to be before anything is written to it; a second process made it. */
class ValidatorFileTest extends SharedFileFixture {

    @Test
    void aMissingFileIsNeverCreated() throws IOException {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("Only the validator may create it");
        assertThatThrownBy(() -> SqliteLedger.readValidatorFile(path, SqliteOptions.DEFAULTS))
                .isInstanceOf(StoreException.Unsuitable.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anEmptyFileStaysEmpty() throws IOException {
        Files.createFile(path);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found no miners, performance_snapshots, scoring_runs");
        assertThat(path).isEmptyFile();
    }

    @Test
    void aFileWithoutABaseTableIsRefusedAndStaysAsItIs() {
        create(path);
        validator.run(path, "DROP TABLE scoring_runs");
        List<String> before = validator.run(path, "SELECT * FROM sqlite_master");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found no scoring_runs");
        assertThat(validator.run(path, "SELECT * FROM sqlite_master")).isEqualTo(before);
    }

    @Test
    void theDecoyOfTheMigrationToolIsTold() {
        validator.run(path, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("decoy");
    }

    @Test
    void anotherJournalModeIsRefusedAndNotChanged() {
        create(path);
        validator.run(path, "PRAGMA journal_mode = DELETE");
        String before = validator.digest(path);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected journal mode wal");
        assertThat(validator.run(path, "PRAGMA journal_mode")).containsExactly("delete");
        assertThat(validator.digest(path)).isEqualTo(before);
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Files.writeString(path, "This is a letter, not a database. ".repeat(99));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected an SQLite database");
    }

    @Test
    void onlyTheOwnerOfTheFileMayShareIt() throws IOException {
        Files.createFile(path);
        long owner = ((Integer) Files.getAttribute(path, "unix:uid")).longValue();

        ValidatorFile.checkOwner(path, owner);
        assertThatThrownBy(() -> ValidatorFile.checkOwner(path, owner + 1))
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("uid " + owner);
    }

    @Test
    void aFileThatIsReachedThroughANetworkIsRefused() {
        ValidatorFile.checkFileSystem(path, "ext4");
        assertThatThrownBy(() -> ValidatorFile.checkFileSystem(path, "nfs4"))
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected a local file system, found nfs4");
    }

    @Test
    void aSecondWriterIsRefusedWhateverNameItUses() throws IOException {
        create(path);
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), path);
        try (SqliteLedger first = open()) {
            assertThat(first.insertMissing(facts(1, 1))).isEqualTo(1);
            assertThatThrownBy(() -> SqliteLedger.inValidatorFile(link, LedgerOptions.backingUpTo(folder)))
                    .isInstanceOf(StoreException.InUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        open().close();
    }

    @Test
    void othersReadWhileOneWrites() {
        create(path);
        try (SqliteLedger writer = open();
                SqliteLedger reader = SqliteLedger.readValidatorFile(path, SqliteOptions.DEFAULTS)) {
            writer.insertMissing(facts(1, 3));

            assertThat(reader.rows(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS)))
                    .hasSize(3);
            assertThatThrownBy(() -> reader.insertMissing(facts(4, 4))).isInstanceOf(IllegalStateException.class);
        }
    }
}

package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.Hash;
import io.weighbridge.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for a store, what is refused, and what is left behind. */
class StoreFileTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondWriterIsRefusedByThePidOfTheFirst() {
        try (SqliteStore first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.InUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            first.bindGenesis(Hash.ZERO);
        }
        open().close();
    }

    @Test
    void readingDoesNotMakeAStore() {
        assertThatThrownBy(() -> SqliteStore.openToRead(file(), SqliteOptions.DEFAULTS))
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found nothing");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndStaysAsItIs() throws IOException {
        String text = "This is a letter, not a database. ".repeat(99);
        Files.writeString(file(), text);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected an SQLite database");
        assertThat(file()).hasContent(text);
    }

    @Test
    void nothingIsLeftBesideAFileThatIsNoStore() throws IOException {
        Files.writeString(file(), "This is a letter, not a database. ".repeat(99));

        assertThatThrownBy(this::open).isInstanceOf(StoreException.Unsuitable.class);
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file()));
    }

    @Test
    void aLinkThatLeadsNowhereIsRefusedAndStays() throws IOException {
        Files.createSymbolicLink(file(), folder.resolve("nowhere/store.db"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessage(file() + ": expected a file, found a link that leads nowhere. Check --store");
        assertThat(file()).isSymbolicLink();
        assertThatThrownBy(() -> SqliteStore.openToRead(file(), SqliteOptions.DEFAULTS))
                .hasMessageContaining("found a link that leads nowhere");
    }

    @Test
    void aTableThatSomebodyTookAwayIsNamedInOurWords() {
        open().close();
        ValidatorDatabase.at(file()).run("DROP TABLE coverage");

        try (SqliteStore store = open()) {
            assertThatThrownBy(() ->
                            store.coverage(new io.weighbridge.weights.Tracked(java.util.Set.of(), java.util.Set.of())))
                    .isInstanceOf(StoreException.Unsuitable.class)
                    .hasMessageStartingWith(
                            file() + " (reading the coverage): its tables are not as expected (SQLite says"
                                    + " 'no such table: coverage'): another program or version changed them.");
        }
    }

    @Test
    void aHistoryOfVersionsThatCannotBeReadIsADatabaseFault() {
        open().close();
        ValidatorDatabase.at(file()).run("UPDATE weighbridge_schema_history SET installed_on = 'yesterday'");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageStartingWith(file() + ": its table weighbridge_schema_history cannot be read");
    }

    @Test
    void aDatabaseOfSomethingElseIsRefusedAndStaysAsItIs() {
        ValidatorDatabase other = ValidatorDatabase.at(file());
        other.run("CREATE TABLE notes (id INTEGER)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("notes");
        assertThat(other.ask("SELECT name FROM sqlite_schema")).containsExactly("notes");
        assertThat(other.ask("PRAGMA journal_mode")).containsExactly("delete");
    }

    @Test
    void theValidatorsFileIsNotTakenForAStore() {
        ValidatorDatabase.create(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("give it as --db");
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAndStaysAsItIs() {
        open().close();
        ValidatorDatabase raw = ValidatorDatabase.at(file());
        raw.run(
                "INSERT INTO weighbridge_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 7, installed_by,"
                        + " installed_on, 1, 1 FROM weighbridge_schema_history WHERE installed_rank = 1");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found version 99");
        assertThatThrownBy(() -> SqliteStore.openToRead(file(), SqliteOptions.DEFAULTS))
                .isInstanceOf(StoreException.Unsuitable.class);
    }

    @Test
    void aRunThatStoredNothingLeavesNoFile() {
        open().closeOrRemove();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStoreThatWasThereBeforeStaysThere() {
        open().close();
        open().closeOrRemove();
        assertThat(file()).isRegularFile();
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("no/such/weighbridge.db");

        assertThatThrownBy(() -> SqliteStore.open(missing, SqliteOptions.DEFAULTS))
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining(folder.resolve("no/such").toString());
    }

    @Test
    void aFolderIsNoStore() {
        assertThatThrownBy(() -> SqliteStore.open(folder, SqliteOptions.DEFAULTS))
                .isInstanceOf(StoreException.Unsuitable.class);
    }

    @Test
    void anyCharacterMayStandInThePath() {
        Path odd = folder.resolve("a?b=c #ü%20.db");
        SqliteStore.open(odd, SqliteOptions.DEFAULTS).close();

        assertThat(odd).isRegularFile();
    }

    private SqliteStore open() {
        return SqliteStore.open(file(), SqliteOptions.DEFAULTS);
    }

    private Path file() {
        return folder.resolve("weighbridge.db");
    }
}

package io.weighbridge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.cli.doctor.Finding.Level;
import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.store.sqlite.DatabaseFile.Content;
import io.weighbridge.store.sqlite.DatabaseFile.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Path PATH = Path.of("/home/v/validator.db");
    private static final Set<String> VALIDATORS =
            Set.of("miners", "performance_snapshots", "scoring_runs", "weight_transactions");
    private static final Content VALIDATOR = new Content("", "3.54.1", true, "wal", VALIDATORS, Set.of(), Set.of());
    private static final Content STORE =
            new Content("", "3.54.1", true, "wal", Set.of("facts", "weighbridge_schema_history"), Set.of(), Set.of());

    @Test
    void aSoundValidatorsFileIsAsItShouldBe() {
        assertThat(ofValidator(file -> file)).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.OK);
            assertThat(found.text()).isEqualTo("/home/v/validator.db, wal, SQLite 3.54.1");
        });
    }

    @Test
    void aSoundStoreIsAsItShouldBe() {
        assertThat(ofStore(file -> file.content(STORE)))
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(Level.OK);
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        fault(
                ofValidator(file -> file.kind(Kind.MISSING)),
                "there is nothing at /home/v/validator.db",
                "start it once");
    }

    @Test
    void aFolderIsNoDatabase() {
        fault(ofStore(file -> file.kind(Kind.NO_FILE)), "something else", "the path of a file");
    }

    @Test
    void aFileOfAnotherUserIsAFault() {
        fault(ofValidator(Sample::strangers), "belongs to the user with number 1001", "run Weighbridge as that user");
    }

    @Test
    void aFileThatCannotBeWrittenIsAFault() {
        fault(ofValidator(file -> file.writable(false, true)), "validator.db cannot be written", "chmod");
        fault(ofValidator(file -> file.writable(true, false)), "the folder of", "ReadWritePaths");
    }

    @Test
    void aNetworkFileSystemIsAFault() {
        fault(ofValidator(file -> file.on("nfs4", Long.MAX_VALUE)), "of type nfs4", "a local disk");
    }

    @Test
    void aFullDiskIsAWarning() {
        warning(ofStore(file -> file.content(STORE).on("ext4", 50L << 20)), "only 50 MB are left", "make room");
    }

    @Test
    void aWriteAheadLogThatGrowsIsAWarning() {
        warning(ofValidator(file -> file.log(300L << 20)), "grown to 300 MB", "database browser");
    }

    @Test
    void aFileThatSomebodyKeepsLockedIsAWarning() {
        warning(
                DatabaseCheck.ofValidator(Sample.SOUND.file, Optional.of("process 812 (sqlite3)"), NOW),
                "is locked by process 812 (sqlite3)",
                "the transaction that it keeps open");
    }

    @Test
    void anOldSqliteIsAFault() {
        fault(
                ofValidator(
                        file -> file.content(new Content("", "3.45.0", false, "wal", VALIDATORS, Set.of(), Set.of()))),
                "SQLite 3.45.0 can damage a file",
                "3.51.3");
    }

    @Test
    void theMigrationToolsDecoyIsAFault() {
        fault(ofValidator(file -> file.content(tables("alembic_version"))), "is the decoy", "~/.wahoo/validator.db");
    }

    @Test
    void aFileWithoutTheValidatorsTablesIsAFault() {
        fault(
                ofValidator(file -> file.content(tables("miners", "notes"))),
                "lacks the validator's tables performance_snapshots, scoring_runs",
                "start the validator once");
    }

    @Test
    void aStoreGivenAsTheValidatorsFileIsAFault() {
        fault(ofValidator(file -> file.content(STORE)), "is a store of Weighbridge", "--db");
    }

    @Test
    void aValidatorsFileGivenAsTheStoreIsAFault() {
        fault(ofStore(file -> file), "is a validator's file", "another path as --store");
    }

    @Test
    void aDatabaseOfSomethingElseIsNoStore() {
        fault(ofStore(file -> file.content(tables("songs"))), "a database of something else", "--store");
    }

    @Test
    void anotherJournalModeIsAFault() {
        fault(
                ofValidator(file ->
                        file.content(new Content("", "3.54.1", true, "delete", VALIDATORS, Set.of(), Set.of()))),
                "journal mode is delete, expected wal",
                "PRAGMA journal_mode=WAL");
    }

    @Test
    void aTableThatLacksColumnsIsAFault() {
        fault(
                ofValidator(file -> file.content(
                        new Content("", "3.54.1", true, "wal", VALIDATORS, Set.of(), Set.of("netuid", "ts")))),
                "lacks netuid, ts",
                "update");
    }

    @Test
    void aColumnThatDemandsAValueIsAWarning() {
        warning(
                ofValidator(file ->
                        file.content(new Content("", "3.54.1", true, "wal", VALIDATORS, Set.of("epoch"), Set.of()))),
                "demands epoch",
                "update Weighbridge");
    }

    @Test
    void aValidatorThatDoesNotWriteIsAWarning() {
        warning(
                ofValidator(file -> file.written(NOW.minusSeconds(7 * 3600))),
                "nobody has written to it for 7 hours",
                "USE_VALIDATOR_DB=true");
    }

    @Test
    void aDamagedFileIsAFault() {
        fault(
                ofValidator(file -> file.content(
                        new Content("the database is damaged", "", true, "", Set.of(), Set.of(), Set.of()))),
                "the database is damaged",
                "");
    }

    @Test
    void anotherWeighbridgeAtWorkIsGoodToKnow() {
        assertThat(ofStore(file -> file.content(STORE).usedBy("process 7")))
                .filteredOn(found -> found.level() == Level.NOTE)
                .extracting(Finding::text)
                .containsExactly("a Weighbridge is at work on it: process 7");
    }

    @Test
    void aStoreThatWillBeMadeIsGoodToKnow() {
        note(
                ofStore(file -> file.kind(Kind.MISSING)),
                "not made yet: 'follow' or 'backfill' will make /home/v/validator.db");
    }

    @Test
    void aTableThatIsNotThereYetIsGoodToKnow() {
        note(
                ofValidator(file -> file.content(tables("miners", "performance_snapshots", "scoring_runs"))),
                "has no table weight_transactions yet");
    }

    private static void note(List<Finding> findings, String text) {
        assertThat(findings).noneMatch(found -> found.level().compareTo(Level.NOTE) > 0);
        assertThat(findings)
                .filteredOn(found -> found.level() == Level.NOTE)
                .singleElement()
                .satisfies(found -> assertThat(found.text()).startsWith(text));
    }

    @Test
    void aStoreThatCannotBeMadeIsAFault() {
        fault(
                ofStore(file -> file.kind(Kind.MISSING).writable(false, false)),
                "cannot be made in /home/v",
                "make the folder");
    }

    private static void fault(List<Finding> findings, String text, String remedy) {
        one(Level.FAULT, findings, text, remedy);
    }

    private static void warning(List<Finding> findings, String text, String remedy) {
        one(Level.WARNING, findings, text, remedy);
    }

    private static void one(Level level, List<Finding> findings, String text, String remedy) {
        assertThat(findings)
                .filteredOn(found -> found.level().compareTo(Level.NOTE) > 0)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo(level);
                    assertThat(found.text()).contains(text);
                    assertThat(found.remedy()).contains(remedy);
                });
    }

    private static List<Finding> ofValidator(UnaryOperator<Sample> change) {
        return DatabaseCheck.ofValidator(change.apply(Sample.SOUND).file, Optional.empty(), NOW);
    }

    private static List<Finding> ofStore(UnaryOperator<Sample> change) {
        return DatabaseCheck.ofStore(change.apply(Sample.SOUND).file);
    }

    private static Content tables(String... names) {
        return new Content("", "3.54.1", true, "wal", Set.of(names), Set.of(), Set.of());
    }

    /** A file that can be changed trait by trait. */
    private record Sample(DatabaseFile file) {

        static final Sample SOUND = new Sample(new DatabaseFile(
                PATH, Kind.FILE, true, 1001, true, true, "ext4", 1L << 40, 0, NOW.minusSeconds(60), "", VALIDATOR));

        Sample kind(Kind kind) {
            return with(kind, file.owned(), file.writable(), file.folderWritable(), file.content());
        }

        Sample strangers() {
            return with(file.kind(), false, file.writable(), file.folderWritable(), Content.UNKNOWN);
        }

        Sample writable(boolean self, boolean folder) {
            return with(file.kind(), file.owned(), self, folder, file.content());
        }

        Sample content(Content content) {
            return with(file.kind(), file.owned(), file.writable(), file.folderWritable(), content);
        }

        Sample on(String fileSystem, long free) {
            return outside(fileSystem, free, file.logBytes(), file.lastWrite(), file.inUse());
        }

        Sample log(long bytes) {
            return outside(file.fileSystem(), file.freeBytes(), bytes, file.lastWrite(), file.inUse());
        }

        Sample written(Instant at) {
            return outside(file.fileSystem(), file.freeBytes(), file.logBytes(), at, file.inUse());
        }

        Sample usedBy(String whom) {
            return outside(file.fileSystem(), file.freeBytes(), file.logBytes(), file.lastWrite(), whom);
        }

        private Sample with(Kind kind, boolean owned, boolean self, boolean folder, Content content) {
            return new Sample(new DatabaseFile(
                    PATH,
                    kind,
                    owned,
                    1001,
                    self,
                    folder,
                    file.fileSystem(),
                    file.freeBytes(),
                    file.logBytes(),
                    file.lastWrite(),
                    file.inUse(),
                    content));
        }

        private Sample outside(String fileSystem, long free, long log, Instant written, String inUse) {
            return new Sample(new DatabaseFile(
                    PATH,
                    file.kind(),
                    file.owned(),
                    1001,
                    file.writable(),
                    file.folderWritable(),
                    fileSystem,
                    free,
                    log,
                    written,
                    inUse,
                    file.content()));
        }
    }
}

package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorFileTest {

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(Duration.ofMillis(1));
    private Path path;

    @BeforeEach
    void placeFile() {
        path = folder.resolve("validator.db");
    }

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
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        validator.run("DROP TABLE scoring_runs");
        List<String> before = validator.ask("SELECT * FROM sqlite_schema");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("found no scoring_runs");
        assertThat(validator.ask("SELECT * FROM sqlite_schema")).isEqualTo(before);
    }

    @Test
    void theDecoyOfTheMigrationToolIsTold() {
        ValidatorDatabase.at(path).run("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("decoy");
    }

    @Test
    void anotherJournalModeIsRefusedAndNotChanged() {
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        validator.run("PRAGMA journal_mode = DELETE");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected journal mode wal");
        assertThat(validator.ask("PRAGMA journal_mode")).containsExactly("delete");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Files.writeString(path, "This is a letter, not a database. ".repeat(99));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Unsuitable.class)
                .hasMessageContaining("expected an SQLite database");
    }

    @Test
    void aDamagedFileIsNeitherWrittenNorRepaired() throws IOException {
        ValidatorDatabase.create(path).run(ValidatorDatabase.WEIGHTS);
        byte[] content = Files.readAllBytes(path);
        Arrays.fill(content, 4096, content.length, (byte) 0xff);
        Files.write(path, content);

        try (SqliteLedger ledger = open()) {
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                    .isInstanceOf(StoreException.Unsuitable.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("Nothing was repaired or written");
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(content);
    }

    @Test
    void aLockIsWaitedForHoweverLongItIsHeld() throws SQLException {
        ValidatorDatabase.create(path).run(ValidatorDatabase.WEIGHTS);
        var waited = new ArrayList<Duration>();
        try (Connection other = ValidatorDatabase.at(path).connect();
                Statement statement = other.createStatement()) {
            var impatient = new SqliteOptions(
                    Duration.ofMillis(1),
                    clock,
                    duration -> {
                        waited.add(duration);
                        if (waited.stream().mapToLong(Duration::toSeconds).sum() > 60) {
                            execute(statement, "ROLLBACK");
                            waited.clear();
                            waited.add(duration);
                        }
                    },
                    StoreListener.NONE);
            try (SqliteLedger ledger =
                    SqliteLedger.inValidatorFile(path, new LedgerOptions(MissingTable.CREATE, folder, impatient))) {
                statement.execute("BEGIN IMMEDIATE");

                assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
            }
        }
        assertThat(waited).contains(Duration.ofSeconds(10));
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
    void aSecondWriterIsRefusedWhateverNameItUses() throws IOException {
        ValidatorDatabase.create(path);
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), path);
        try (SqliteLedger first = open()) {
            assertThat(first.insertMissing(facts(1, 1))).isEqualTo(1);
            assertThatThrownBy(() -> SqliteLedger.inValidatorFile(link, options()))
                    .isInstanceOf(StoreException.InUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        open().close();
    }

    @Test
    void othersReadWhileOneWrites() {
        ValidatorDatabase.create(path);
        try (SqliteLedger writer = open();
                SqliteLedger reader = SqliteLedger.readValidatorFile(path, SqliteOptions.DEFAULTS)) {
            writer.insertMissing(facts(1, 3));

            assertThat(reader.rows(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS)))
                    .hasSize(3);
            assertThatThrownBy(() -> reader.insertMissing(facts(4, 4))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aReplacedFileGetsTheRowsAndTheOldOneStaysAsItWas() {
        ValidatorDatabase.create(path);
        Path old = folder.resolve("old.db");
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            move(path, old);
            ValidatorDatabase fresh = ValidatorDatabase.create(path);

            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(2);
            assertThat(fresh.ask("SELECT block_number FROM weight_transactions ORDER BY id"))
                    .containsExactly("1", "2");
        }
        assertThat(ValidatorDatabase.at(old).ask("SELECT block_number FROM weight_transactions"))
                .containsExactly("1");
    }

    @Test
    void leavingAReplacedFileDoesNotTakeTheNewOnesLogAway() throws SQLException {
        ValidatorDatabase.create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            move(path, folder.resolve("old.db"));
            ValidatorDatabase.create(path).run(ValidatorDatabase.WEIGHTS);
            try (Connection validator = ValidatorDatabase.at(path).connect();
                    Statement statement = validator.createStatement()) {
                statement.execute("INSERT INTO miners VALUES ('5Miner', 7)");

                assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
                assertThat(ValidatorDatabase.at(path).ask("SELECT hotkey FROM miners"))
                        .containsExactly("5Miner");
            }
        }
    }

    @Test
    void aFileThatIsGoneIsNotMadeAgainAndServedWhenItIsBack() {
        ValidatorDatabase.create(path);
        Path away = folder.resolve("away.db");
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            move(path, away);

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("was removed or replaced");
            assertThat(path).doesNotExist();

            move(away, path);
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(1);
        }
    }

    @Test
    void aReplacementThatIsNotReadyYetIsLeftAloneUntilItIs() throws IOException {
        ValidatorDatabase.create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            Files.delete(path);
            Files.createFile(path);

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2))).isInstanceOf(StoreException.Failed.class);
            assertThat(path).isEmptyFile();

            Files.delete(path);
            ValidatorDatabase.create(path);
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(2);
        }
    }

    @Test
    void aFileReplacedWhileItsLockIsWaitedForIsNotWrittenTo() throws SQLException {
        ValidatorDatabase.create(path).run(ValidatorDatabase.WEIGHTS);
        Path old = folder.resolve("old.db");
        var heard = new AtomicInteger();
        try (Connection other = ValidatorDatabase.at(path).connect();
                Statement statement = other.createStatement()) {
            SqliteOptions impatient = new SqliteOptions(
                    Duration.ofMillis(1),
                    clock,
                    duration -> {
                        if (heard.compareAndSet(1, 2)) {
                            replace(old);
                            execute(statement, "COMMIT");
                        }
                    },
                    new StoreListener() {
                        @Override
                        public void busy() {
                            heard.incrementAndGet();
                        }
                    });
            try (SqliteLedger ledger =
                    SqliteLedger.inValidatorFile(path, new LedgerOptions(MissingTable.CREATE, folder, impatient))) {
                statement.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                        .isInstanceOf(StoreException.Failed.class)
                        .hasMessageContaining("while its lock was waited for");
                assertThat(ValidatorDatabase.at(old).ask("SELECT * FROM weight_transactions"))
                        .isEmpty();
                assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
            }
        }
    }

    @Test
    void aFullDiskLeavesRowsAndLinksTogether() {
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        ValidatorFile home = ValidatorFile.open(path, options());
        try (SqliteLedger ledger = new SqliteLedger(home, options().sqlite())) {
            ledger.insertMissing(facts(1, 10));
            limitSize(home.file(), 3);
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 2000)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("disk is full");

            assertThat(validator.ask("SELECT count(*) FROM weight_transactions"))
                    .isEqualTo(validator.ask("SELECT count(*) FROM weighbridge_links"));
            limitSize(home.file(), 100_000);
            ledger.insertMissing(facts(1, 200));
            assertThat(validator.ask("SELECT count(*), count(DISTINCT block_number) FROM weight_transactions"))
                    .containsExactly("200|200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight_transactions WHEN NEW.block_number = 2",
                "weight_transactions WHEN NEW.block_number = 3",
                "weighbridge_links WHEN NEW.row_id = 2",
                "weighbridge_links WHEN NEW.row_id = 3"
            })
    void whereverAnInsertFailsRowsAndLinksAgree(String step) {
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            validator.runOne(
                    "CREATE TRIGGER fault BEFORE INSERT ON " + step + " BEGIN SELECT RAISE(FAIL, 'fault'); END");

            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 3))).isInstanceOf(StoreException.Failed.class);
            assertThat(validator.ask("SELECT count(*) FROM weight_transactions UNION ALL "
                            + "SELECT count(*) FROM weighbridge_links"))
                    .containsExactly("1", "1");

            validator.run("DROP TRIGGER fault");
            assertThat(ledger.insertMissing(facts(1, 3))).isEqualTo(2);
        }
    }

    @Test
    void anInsertThatIsInterruptedLeavesRowsAndLinksInAgreement() {
        ValidatorDatabase validator = ValidatorDatabase.create(path);
        ValidatorFile home = ValidatorFile.open(path, options());
        try (SqliteLedger ledger = new SqliteLedger(home, options().sqlite())) {
            ledger.insertMissing(facts(1, 1));
            int instructions = 0;
            while (breaksOff(ledger, home.file(), instructions)) {
                assertThat(validator.ask("SELECT count(*) FROM weight_transactions UNION ALL "
                                + "SELECT count(*) FROM weighbridge_links"))
                        .containsExactly("1", "1");
                instructions++;
            }
            assertThat(instructions).isGreaterThan(2);
            assertThat(validator.ask("SELECT count(*) FROM weight_transactions UNION ALL "
                            + "SELECT count(*) FROM weighbridge_links"))
                    .containsExactly("3", "3");
        }
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

    private SqliteLedger open() {
        return SqliteLedger.inValidatorFile(path, options());
    }

    private LedgerOptions options() {
        return new LedgerOptions(
                MissingTable.CREATE,
                folder,
                new SqliteOptions(Duration.ofSeconds(10), clock, clock, StoreListener.NONE));
    }

    private void replace(Path old) {
        move(path, old);
        ValidatorDatabase.create(path).run(ValidatorDatabase.WEIGHTS);
    }

    /** Moves a database with its side files, as one should. */
    private static void move(Path from, Path to) {
        try {
            for (String end : List.of("", "-wal", "-shm")) {
                Path part = from.resolveSibling(from.getFileName() + end);
                if (Files.exists(part)) {
                    Files.move(part, to.resolveSibling(to.getFileName() + end));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void limitSize(SqliteFile file, int morePages) {
        file.outsideTransaction("limiting the size", handle -> {
            int pages = handle.select("SELECT page_count FROM pragma_page_count")
                    .mapTo(Integer.class)
                    .one();
            return handle.select("PRAGMA max_page_count = " + (pages + morePages))
                    .mapTo(Integer.class)
                    .one();
        });
    }

    private static List<StoredFact> facts(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(block -> new StoredFact(block, set(block)))
                .toList();
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

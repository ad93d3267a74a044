package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStoreTest {

    private static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of(ALICE));

    @TempDir
    private Path folder;

    @Test
    void othersReadWhileOneWrites() {
        try (SqliteStore writer = open();
                SqliteStore reader = SqliteStore.openToRead(file(), SqliteOptions.DEFAULTS)) {
            writer.commit(increment(1, 9, List.of(set(5))));

            assertThat(reader.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                    .isEqualTo(1);
            assertThatThrownBy(() -> reader.commit(increment(1, 9, List.of())))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Else the check of SQLite 3.40, which Debian 12 has, finds NULL where there is none. */
    @Test
    void aTableWithoutRowIdsBeginsWithItsKey() {
        open().close();
        assertThat(ValidatorDatabase.at(file()).ask("""
                        SELECT t.name || '.' || c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
                        WHERE t.wr AND c.pk AND EXISTS (
                          SELECT 1 FROM pragma_table_info(t.name) other WHERE other.pk = 0 AND other.cid < c.cid)
                        """)).isEmpty();
    }

    @Test
    void notesReplaceThoseOnTheirTopicAndOutliveTheRun() {
        Path file = file();
        try (var store = SqliteStore.open(file, SqliteOptions.DEFAULTS)) {
            store.leaveNotes("tempos", Map.of("1", "360", "2", "99"));
            store.leaveNotes("incidents", Map.of("1", "told"));
            store.leaveNotes("tempos", Map.of("1", "100"));
        }

        try (var store = SqliteStore.openToRead(file, SqliteOptions.DEFAULTS)) {
            assertThat(store.notes("tempos")).isEqualTo(Map.of("1", "100"));
            assertThat(store.notes("incidents")).isEqualTo(Map.of("1", "told"));
            assertThat(store.notes("nothing")).isEmpty();
        }
    }

    @Test
    void aLockOfSomebodyElseIsWaitedForAndIsNoError() throws SQLException {
        open().close();
        var heard = new AtomicInteger();
        try (Connection other = ValidatorDatabase.at(file()).connect();
                Statement statement = other.createStatement()) {
            SqliteOptions options = new SqliteOptions(
                    Duration.ofMillis(1),
                    SqliteOptions.DEFAULTS.clock(),
                    duration -> {
                        if (heard.get() == 3) {
                            execute(statement, "COMMIT");
                        }
                    },
                    new StoreListener() {
                        @Override
                        public void busy(Path file) {
                            heard.incrementAndGet();
                        }
                    });
            try (SqliteStore store = SqliteStore.open(file(), options)) {
                statement.execute("BEGIN IMMEDIATE");
                store.commit(increment(1, 9, List.of(set(5))));

                assertThat(heard).hasValue(3);
                assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anInterruptEndsTheWait() throws SQLException {
        open().close();
        try (Connection other = ValidatorDatabase.at(file()).connect();
                Statement statement = other.createStatement()) {
            SqliteOptions options = new SqliteOptions(
                    Duration.ofMillis(1),
                    SqliteOptions.DEFAULTS.clock(),
                    duration -> {
                        throw new InterruptedException();
                    },
                    StoreListener.NONE);
            try (SqliteStore store = SqliteStore.open(file(), options)) {
                statement.execute("BEGIN IMMEDIATE");

                assertThatThrownBy(() -> store.commit(increment(1, 9, List.of())))
                        .isInstanceOf(StoreException.Failed.class)
                        .hasMessageContaining("interrupted");
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void aFullDiskLosesTheStepAndNothingElse() {
        try (SqliteStore store = open()) {
            store.commit(increment(1, 9, List.of(set(5))));
            limitSize(store, true);
            List<WeightFact> many =
                    IntStream.range(10, 2000).mapToObj(FactSamples::set).toList();

            assertThatThrownBy(() -> store.commit(increment(10, 2000, many)))
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("disk is full");
            assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                    .isEqualTo(1);
            assertThat(store.coverage(TRACKED).size()).isEqualTo(9);

            limitSize(store, false);
            store.commit(increment(10, 2000, many));
            assertThat(store.coverage(TRACKED).size()).isEqualTo(2000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT ON facts WHEN NEW.block_number = 10",
                "INSERT ON facts WHEN NEW.block_number = 12",
                "DELETE ON coverage",
                "INSERT ON coverage"
            })
    void whereverACommitFailsItLeavesNothing(String step) {
        ValidatorDatabase raw = ValidatorDatabase.at(file());
        try (SqliteStore store = open()) {
            store.commit(increment(1, 9, List.of(set(5))));
            raw.runOne("CREATE TRIGGER fault BEFORE " + step + " BEGIN SELECT RAISE(FAIL, 'fault'); END");
            Increment next = increment(10, 19, List.of(set(10), set(11), set(12)));

            assertThatThrownBy(() -> store.commit(next)).isInstanceOf(StoreException.Failed.class);
            assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                    .isEqualTo(1);
            assertThat(store.coverage(TRACKED).size()).isEqualTo(9);

            raw.run("DROP TRIGGER fault");
            store.commit(next);
            assertThat(store.coverage(TRACKED).size()).isEqualTo(19);
        }
    }

    @Test
    void aCommitThatIsInterruptedLeavesNothing() {
        try (SqliteStore store = open()) {
            store.commit(increment(1, 9, List.of(set(5))));
            Increment next = increment(10, 19, List.of(set(10), set(11), set(12)));
            int instructions = 0;
            while (breaksOff(store, next, instructions)) {
                assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                        .isEqualTo(1);
                assertThat(store.coverage(TRACKED).size()).isEqualTo(9);
                instructions++;
            }
            assertThat(instructions).isGreaterThan(2);
            assertThat(store.countFacts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)))
                    .isEqualTo(4);
            assertThat(store.coverage(TRACKED).size()).isEqualTo(19);
        }
    }

    private static boolean breaksOff(SqliteStore store, Increment increment, int instructions) {
        Interruption trap = Interruption.after(instructions, store.file());
        try {
            store.commit(increment);
        } catch (StoreException.Failed e) {
            assertThat(trap.sprang()).as("%s", e).isTrue();
            return true;
        }
        return false;
    }

    @Test
    void factsOfOneHotkeyAreFoundWithoutReadingTheOthers() {
        open().close();
        List<String> plan = ValidatorDatabase.at(file())
                .ask("EXPLAIN QUERY PLAN SELECT * FROM facts WHERE block_number BETWEEN 1 AND 9 AND hotkey IN ('x')"
                        + " AND netuid IN (30) ORDER BY block_number DESC, id DESC LIMIT 50");

        assertThat(plan).singleElement().asString().contains("USING INDEX facts_by_hotkey");
    }

    @Test
    void withoutAValidatorTheStoreHoldsTheRowsToo() {
        WeightFact failed = set(
                6,
                ALICE,
                SUBNET,
                new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast.")));
        try (SqliteStore store = open();
                SqliteLedger ledger = SqliteLedger.inStore(store)) {
            FactQuery all = FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS);
            assertThat(ledger.rows(all)).isEmpty();
            store.commit(increment(1, 9, List.of(set(5), failed)));

            assertThat(ledger.insertMissing(store.facts(all))).isEqualTo(2);
            assertThat(ledger.insertMissing(store.facts(all))).isZero();
            assertThat(ledger.rows(all)).extracting(LedgerRow::origin).containsOnly("weighbridge");
        }
        assertThat(
                        ValidatorDatabase.at(file())
                                .ask(
                                        "SELECT position, outcome, tier, row_success, error_message FROM weight_history ORDER BY id"))
                .containsExactly(
                        "x4|success|inserted|1|", "x4|failed|inserted|0|SubtensorModule.SettingWeightsTooFast");
    }

    @Test
    void aStoreBesideAValidatorHasNoTableForRows() {
        open().close();

        assertThat(ValidatorDatabase.at(file()).ask("SELECT name FROM sqlite_schema WHERE name LIKE 'weight%'"))
                .isEmpty();
    }

    private SqliteStore open() {
        return SqliteStore.open(file(), SqliteOptions.DEFAULTS);
    }

    private Path file() {
        return folder.resolve("weighbridge.db");
    }

    /** Lets the file grow no further, as a full disk would. */
    private static void limitSize(SqliteStore store, boolean limited) {
        store.file().outsideTransaction("limiting the size", handle -> {
            String most = limited ? "(SELECT page_count FROM pragma_page_count)" : "1000000";
            int pages = handle.select("SELECT " + most).mapTo(Integer.class).one();
            return handle.select("PRAGMA max_page_count = " + pages)
                    .mapTo(Integer.class)
                    .one();
        });
    }

    private static Increment increment(long first, long last, List<WeightFact> facts) {
        return new Increment(TRACKED, new BlockRange(first, last), "scan", facts);
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

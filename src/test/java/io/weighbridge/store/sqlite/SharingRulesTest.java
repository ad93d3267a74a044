package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.store.Cell;
import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.Tier;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.SecondProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of a guest in the validator's file, each beside a second process: it makes the file, and at one moment of our work
 * does one thing to it.
 */
class SharingRulesTest extends SharedFileFixture {

    private static final String ROWS_AND_LINKS =
            "SELECT count(*) FROM weight_transactions UNION ALL SELECT count(*) FROM weighbridge_links";

    @Test
    void checkpointsVacuumAndLocksAreLeftToOthers() {
        createWithTable(path);
        String schema = "PRAGMA schema_version";
        validator.run(path, "PRAGMA wal_checkpoint(TRUNCATE)");
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 1));
            List<String> version = validator.run(path, schema);
            String file = validator.digest(path);
            ledger.insertMissing(facts(2, 60));
            ledger.rows(everything());

            assertThat(validator.digest(path))
                    .as("all that was written is in the log")
                    .isEqualTo(file);
            assertThat(validator.run(path, schema)).isEqualTo(version);
            assertThat(validator.run(path, "PRAGMA journal_mode")).containsExactly("wal");
            validator.runAtOnce(path, "INSERT INTO miners VALUES ('5Miner', 7)");
        }
    }

    @Test
    void betweenTwoShortTransactionsTheLockIsFree() {
        createWithTable(path);
        var seen = new ArrayList<Integer>();
        SqliteOptions.Pause pause = duration -> {
            assertThat(duration).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));
            validator.runAtOnce(path, "INSERT INTO scoring_runs (ts, hotkey) VALUES ('now', '5Miner')");
            seen.add(validator.runAtOnce(path, ROWS).size());
            clock.lasting(duration);
        };
        try (SqliteLedger ledger = open(pause)) {
            assertThat(ledger.insertMissing(facts(1, 230))).isEqualTo(230);
        }

        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i) - seen.get(i - 1)).isLessThanOrEqualTo(50);
        }
        assertThat(validator.run(path, "SELECT count(*) FROM scoring_runs")).containsExactly("" + seen.size());
    }

    @Test
    void aCellThatTheValidatorChangedMeanwhileStaysAsItIs() {
        createWithTable(path);
        validator.run(path, row("Success"));
        SqliteOptions.Pause pause = duration -> {
            validator.run(path, "UPDATE weight_transactions SET transaction_hash = 'theirs' WHERE id = 1");
            clock.lasting(duration);
        };
        var fill = new Fill(
                1, "transaction_hash", new Cell.Text("Success"), new Cell.Text("0xours"), Tier.WEIGHTS, "fact");
        try (SqliteLedger ledger = open(pause)) {
            assertThat(ledger.apply(List.of(List.of(new LedgerChange.Write(fill))), 0)
                            .complete())
                    .isFalse();
        }

        assertThat(validator.run(path, "SELECT transaction_hash FROM weight_transactions"))
                .containsExactly("theirs");
        assertThat(validator.run(path, "SELECT * FROM weighbridge_fills")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"})
    void aLockIsWaitedForHoweverLongItIsHeld(String lock) {
        createWithTable(path);
        var waited = new ArrayList<Duration>();
        SqliteOptions.Pause pause = duration -> {
            clock.lasting(duration);
            waited.add(duration);
            if (waited.stream().mapToLong(Duration::toSeconds).sum() > 90) {
                validator.letGo("COMMIT");
                waited.clear();
                waited.add(duration);
            }
        };
        try (SqliteLedger ledger = open(pause);
                Warnings warnings = Warnings.of(LongLock.class)) {
            validator.hold(path, lock, "INSERT INTO miners VALUES ('5Miner', 7)");

            assertThat(ledger.insertMissing(facts(1, 1))).isEqualTo(1);
            assertThat(warnings.heard())
                    .singleElement()
                    .asString()
                    .contains("has been locked by somebody else for 2", "nothing is lost");
        }
        assertThat(waited).contains(Duration.ofSeconds(10));
        assertThat(validator.run(path, "SELECT hotkey FROM miners")).containsExactly("5Miner");
    }

    @Test
    void waitingForALockEndsAtOnceWhenItsThreadIsInterrupted() throws Exception {
        createWithTable(path);
        var entered = new CountDownLatch(1);
        SqliteOptions.Pause pause = duration -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            clock.lasting(duration);
        };
        var patient = new SqliteOptions(Duration.ofHours(1), clock, pause, StoreListener.NONE);
        var waiting = Executors.newSingleThreadExecutor();
        try (SqliteLedger ledger =
                SqliteLedger.inValidatorFile(path, new LedgerOptions(MissingTable.CREATE, folder, patient))) {
            ledger.insertMissing(facts(1, 1));
            validator.hold(path, "BEGIN IMMEDIATE");
            var rows = waiting.submit(() -> {
                entered.countDown();
                return ledger.insertMissing(facts(1, 2));
            });
            entered.await();
            waiting.shutdownNow();

            assertThatThrownBy(() -> rows.get(Patience.SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(StoreException.Failed.class)
                    .hasMessageContaining("interrupted");
            validator.letGo("COMMIT");
            assertThat(ledger.insertMissing(facts(1, 2))).isEqualTo(1);
        }
        assertThat(validator.run(path, ROWS)).containsExactly("1", "2");
    }

    @Test
    void whatWasReadIsLetGoOf() {
        createWithTable(path);
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 60));
            ledger.snapshot();
            ledger.rows(everything());
            ledger.rowsMark();
            ledger.countVerdicts();
            ledger.story(1);

            // busy, frames in the log, frames moved into the file: a reader would keep the log from being cut.
            assertThat(validator.run(path, "PRAGMA wal_checkpoint(TRUNCATE)")).containsExactly("0|0|0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"})
    void theFileMayBeRewrittenBetweenAnyTwoTransactions(String rewriting) {
        createWithTable(path);
        validator.run(path, row("Success"), row("Not waiting for inclusion."));
        SqliteOptions.Pause pause = duration -> {
            validator.run(path, "INSERT INTO scoring_runs (ts, hotkey) VALUES ('now', '5Miner')");
            validator.run(path, "DELETE FROM scoring_runs", rewriting);
            clock.lasting(duration);
        };
        try (SqliteLedger ledger = open(pause)) {
            assertThat(ledger.insertMissing(facts(1, 120))).isEqualTo(120);
            assertThat(ledger.insertMissing(facts(1, 120))).isZero();
        }
        assertThat(validator.run(
                        path,
                        "SELECT t.block_number FROM weighbridge_links l"
                                + " JOIN weight_transactions t ON t.id = l.row_id ORDER BY t.id"))
                .isEqualTo(blocks(1, 120));
        assertThat(validator.run(path, "SELECT transaction_hash FROM weight_transactions WHERE id < 3"))
                .containsExactly("Success", "Not waiting for inclusion.");
        assertThat(validator.run(path, "PRAGMA integrity_check")).containsExactly("ok");
    }

    /** The kernel drops a process's locks on a file as soon as the process closes any stream on it. */
    @Test
    void lookingAtTheFileDoesNotDropItsLocks() {
        createWithTable(path);
        ValidatorFile home = ValidatorFile.open(path, options(MissingTable.CREATE, clock));
        try (SqliteLedger ledger =
                new SqliteLedger(home, options(MissingTable.CREATE, clock).sqlite())) {
            home.file().write("looking while the lock is held", handle -> {
                handle.execute("INSERT INTO miners VALUES ('5Miner', 7)");
                home.checkSame();
                ledger.rows(everything());
                ledger.snapshot();
                DatabaseFile.ofValidator(path);

                // The first needs a lock in the side file, the second one in the file itself.
                for (String lock : List.of("BEGIN IMMEDIATE", "PRAGMA journal_mode = DELETE")) {
                    assertThatThrownBy(() -> validator.runAtOnce(path, lock))
                            .isInstanceOf(SecondProcess.Refused.class)
                            .hasMessageContaining("locked");
                }
                return 0;
            });
        }
        assertThat(validator.run(path, "SELECT hotkey FROM miners")).containsExactly("5Miner");
    }

    @Test
    void aViewInPlaceOfTheTableIsRefused() {
        createWithTable(path);
        validator.run(
                path,
                "ALTER TABLE weight_transactions RENAME TO kept",
                "CREATE VIEW weight_transactions AS SELECT * FROM kept");
        try (SqliteLedger ledger = open()) {
            assertThatThrownBy(() -> ledger.insertMissing(facts(1, 1)))
                    .isInstanceOf(StoreException.Unsuitable.class)
                    .hasMessageContaining("expected a table weight_transactions, found a view");
        }
    }

    @Test
    void theCopyBeforeTheVeryFirstWriteHoldsWhatIsInTheLogOnly() throws IOException {
        createWithTable(path);
        validator.hold(path, "PRAGMA wal_autocheckpoint = 0", row("Success"));
        try (SqliteLedger ledger = open()) {
            ledger.insertMissing(facts(1, 60));
            ledger.insertMissing(facts(61, 61));
        }
        List<Path> copies;
        try (Stream<Path> files = Files.list(folder)) {
            copies = files.filter(file -> file.toString().contains(".before-weighbridge-"))
                    .toList();
        }

        assertThat(copies).hasSize(1);
        assertThat(validator.run(copies.get(0), "SELECT transaction_hash FROM weight_transactions"))
                .containsExactly("Success");
        assertThat(validator.run(copies.get(0), "SELECT name FROM sqlite_master WHERE name LIKE 'weighbridge%'"))
                .isEmpty();
    }

    @Test
    void whoeverLooksSeesARowAndItsLinkTogether() {
        createWithTable(path);
        SqliteOptions.Pause pause = duration -> {
            if (!validator
                    .run(path, "SELECT 1 FROM sqlite_master WHERE name = 'weighbridge_links'")
                    .isEmpty()) {
                List<String> counts = validator.run(path, ROWS_AND_LINKS);
                assertThat(counts.get(0)).isEqualTo(counts.get(1));
            }
            clock.lasting(duration);
        };
        try (SqliteLedger ledger = open(pause)) {
            ledger.insertMissing(facts(1, 230));
        }
        assertThat(validator.run(path, ROWS_AND_LINKS)).containsExactly("230", "230");
    }
}

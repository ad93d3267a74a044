package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteLedgerTest {

    private static final Outcome TOO_FAST =
            new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));
    private static final String ALL = "SELECT * FROM weight_transactions ORDER BY id";

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(Duration.ZERO);
    private ValidatorDatabase validator;
    private SqliteLedger ledger;

    @BeforeEach
    void openLedger() {
        validator = ValidatorDatabase.create(folder.resolve("validator.db"));
        validator.run(ValidatorDatabase.WEIGHTS);
        ledger = open(MissingTable.CREATE);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void aSuccessfulSetBecomesARowWithItsWeightsAsPartsOfTheirSum() {
        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);

        assertThat(validator.ask(ALL))
                .containsExactly("1|2026-02-20T12:01:00.000000Z|5|" + hashOf(set(5)) + "|30|1|"
                        + "{\"10\":0.12499570835097677,\"12\":0.12499570835097677,\"176\":0.7500085832980464}"
                        + "|[10,12,176]|||1.0|3");
        assertThat(validator.ask(
                        "SELECT typeof(block_number), typeof(success), typeof(total_weight), typeof(num_miners),"
                                + " typeof(iteration_count) FROM weight_transactions"))
                .containsExactly("integer|integer|real|integer|null");
    }

    @Test
    void aFailedSetKeepsItsUidsAndNamesItsError() {
        WeightFact failed = set(5, ALICE, SUBNET, TOO_FAST);
        assertThat(ledger.insertMissing(stored(failed))).isEqualTo(1);

        assertThat(validator.ask(ALL))
                .containsExactly("1|2026-02-20T12:01:00.000000Z|5|" + hashOf(failed) + "|30|0|{}|[10,12,176]||"
                        + "SubtensorModule.SettingWeightsTooFast||");
    }

    @Test
    void aCommitHasNoUidsAndNoWeights() {
        WeightFact commit = fact(
                "x4", WeightFact.Kind.COMMIT, Outcome.Success.SUCCESS, new Payload.HashCommit(FactSamples.hash("c")));
        assertThat(ledger.insertMissing(stored(commit))).isEqualTo(1);

        assertThat(validator.ask(
                        "SELECT success, weights_json, uids_json, total_weight, num_miners FROM weight_transactions"))
                .containsExactly("1|{}|[]||");
    }

    @Test
    void weightsThatAreAllZeroHaveNoParts() {
        WeightFact zero = fact(
                "x4",
                WeightFact.Kind.SET,
                Outcome.Success.SUCCESS,
                new Payload.Weights(List.of(1, 2), List.of(0, 0), 0));
        assertThat(ledger.insertMissing(stored(zero))).isEqualTo(1);

        assertThat(validator.ask("SELECT success, weights_json, uids_json, total_weight FROM weight_transactions"))
                .containsExactly("1|{}|[1,2]|");
    }

    @Test
    void revealsAndDeferredCallsAndOtherMechanismsGetNoRow() {
        Payload weights = set(5).payload();
        WeightFact otherMechanism = FactSamples.fact(
                5,
                new Position("x7"),
                WeightFact.Kind.SET,
                ALICE,
                new StorageIndex(SUBNET, new MechanismId(1)),
                Outcome.Success.SUCCESS,
                weights);

        int inserted = ledger.insertMissing(stored(
                fact("x1", WeightFact.Kind.REVEAL, Outcome.Success.SUCCESS, weights),
                fact("h2", WeightFact.Kind.AUTO_REVEAL, Outcome.Success.SUCCESS, weights),
                fact("x3", WeightFact.Kind.SET, Outcome.Deferred.DEFERRED, weights),
                otherMechanism));

        assertThat(inserted).isZero();
        assertThat(validator.ask(ALL)).isEmpty();
        assertThat(Files.exists(folder.resolve("backups"))).isTrue();
        assertThat(backups()).as("nothing was written, so nothing is copied").isEmpty();
    }

    @Test
    void insertingTwiceChangesNothing() {
        List<StoredFact> facts = stored(set(5), set(6));
        ledger.insertMissing(facts);
        List<String> before = validator.ask(ALL);

        assertThat(ledger.insertMissing(facts)).isZero();
        reopen();
        assertThat(ledger.insertMissing(facts)).isZero();
        assertThat(validator.ask(ALL)).isEqualTo(before).hasSize(2);
    }

    @Test
    void rowsAreInsertedInChainOrder() {
        List<StoredFact> facts = stored(set(5), set(6), set(7));
        ledger.insertMissing(List.of(facts.get(2), facts.get(0), facts.get(1)));

        assertThat(validator.ask("SELECT id, block_number FROM weight_transactions ORDER BY id"))
                .containsExactly("1|5", "2|6", "3|7");
    }

    @Test
    void everyItemOfABatchGetsItsRow() {
        WeightFact first = fact("x4/0", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());
        WeightFact second = fact("x4/1", WeightFact.Kind.SET, TOO_FAST, set(5).payload());

        assertThat(ledger.insertMissing(stored(first, second))).isEqualTo(2);
        assertThat(ledger.insertMissing(stored(first, second))).isZero();
        assertThat(validator.ask("SELECT success FROM weight_transactions ORDER BY id"))
                .containsExactly("1", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "upper", "bare", "bare upper", "mixed"})
    void aRowThatHoldsTheHashInAnySpellingIsTheFactsRowAndStaysAsItIs(String spelling) {
        String hash = hashOf(set(5));
        String digits = hash.substring(2);
        String cell = switch (spelling) {
            case "upper" -> "0X" + digits.toUpperCase(Locale.ROOT);
            case "bare" -> digits;
            case "bare upper" -> digits.toUpperCase(Locale.ROOT);
            case "mixed" -> "0x" + digits.substring(0, 9).toUpperCase(Locale.ROOT) + digits.substring(9);
            default -> hash;
        };
        logged("2026-02-20T12:01:10.5Z", cell, 30);
        List<String> before = validator.ask(ALL);

        assertThat(ledger.insertMissing(stored(set(5)))).isZero();
        assertThat(validator.ask(ALL)).isEqualTo(before);
        assertThat(validator.ask("SELECT row_id, fact, tier, role FROM weighbridge_links"))
                .containsExactly("1|" + set(5).block().hash() + ":x4|hash|primary");
    }

    @Test
    void aRowOfAnotherSubnetOrWithMoreThanTheHashIsNotTheFactsRow() {
        logged("2026-02-20T12:01:10Z", hashOf(set(5)), 31);
        logged("2026-02-20T12:01:10Z", "ExtrinsicReceipt<hash:" + hashOf(set(5)) + ">", 30);

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
    }

    @Test
    void oneRowStandsForOneFactOnly() {
        logged("2026-02-20T12:01:10Z", hashOf(set(5)), 30);
        WeightFact first = fact("x4/0", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());
        WeightFact second = fact("x4/1", WeightFact.Kind.SET, Outcome.Success.SUCCESS, set(5).payload());

        assertThat(ledger.insertMissing(stored(first, second))).isEqualTo(1);
        assertThat(validator.ask("SELECT row_id, tier FROM weighbridge_links ORDER BY row_id"))
                .containsExactly("1|hash", "2|inserted");
    }

    @Test
    void aDeletedRowIsNotInsertedAgain() {
        ledger.insertMissing(stored(set(5), set(6)));
        validator.run("DELETE FROM weight_transactions");

        assertThat(ledger.insertMissing(stored(set(5), set(6)))).isZero();
        reopen();
        assertThat(ledger.insertMissing(stored(set(5), set(6), set(7)))).isEqualTo(1);
        assertThat(validator.ask("SELECT id, block_number FROM weight_transactions"))
                .containsExactly("3|7");
    }

    @Test
    void aTableThatWasMadeAnewGetsItsRowsAgain() {
        ledger.insertMissing(stored(set(5), set(6)));
        validator.run("DROP TABLE weight_transactions;" + ValidatorDatabase.WEIGHTS);

        assertThat(ledger.insertMissing(stored(set(5), set(6)))).isEqualTo(2);
        assertThat(validator.ask("SELECT row_id FROM weighbridge_links ORDER BY row_id"))
                .containsExactly("1", "2");
    }

    @Test
    void anIdThatNowIsAnotherRowVoidsTheLinks() {
        ledger.insertMissing(stored(set(5)));
        validator.run("DROP TABLE weight_transactions;" + ValidatorDatabase.WEIGHTS);
        logged("2026-02-21T00:00:00Z", "Success", 30);
        logged("2026-02-21T01:00:00Z", "Success", 30);

        assertThat(ledger.insertMissing(stored(set(5)))).isEqualTo(1);
        assertThat(validator.ask("SELECT row_id, tier FROM weighbridge_links")).containsExactly("3|inserted");
    }

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
    void anAbsentTableIsCreatedSoThatTheValidatorsOwnStatementFindsIt() {
        validator.run("DROP TABLE weight_transactions");
        ledger.insertMissing(stored(set(5)));
        List<String> ours = validator.ask("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'weight_transactions'");
        validator.run(ValidatorDatabase.WEIGHTS);
        assertThat(validator.ask("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'weight_transactions'"))
                .isEqualTo(ours);

        validator.run("DROP TABLE weight_transactions;" + ValidatorDatabase.WEIGHTS);
        assertThat(validator.ask("SELECT name, type, \"notnull\", pk FROM pragma_table_info('weight_transactions')"))
                .isEqualTo(List.of(
                        "id|INTEGER|0|1",
                        "ts|TEXT|1|0",
                        "block_number|INTEGER|0|0",
                        "transaction_hash|TEXT|0|0",
                        "netuid|INTEGER|1|0",
                        "success|BOOLEAN|1|0",
                        "weights_json|TEXT|1|0",
                        "uids_json|TEXT|1|0",
                        "iteration_count|INTEGER|0|0",
                        "error_message|TEXT|0|0",
                        "total_weight|REAL|0|0",
                        "num_miners|INTEGER|0|0"));
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

    @Test
    void rowsTellWhoWroteThem() {
        logged("2026-02-20T12:01:10Z", "Success", 30);
        ledger.insertMissing(stored(set(50)));

        assertThat(rows()).extracting(LedgerRow::origin).containsExactly("weighbridge", "validator");
        assertThat(rows().get(1))
                .isEqualTo(new LedgerRow(
                        1, "2026-02-20T12:01:10Z", "", "Success", "30", "1", "{}", "[1]", "", "validator", ""));
    }

    @Test
    void rowsTellWhichFactTheyStandFor() {
        ledger.insertMissing(stored(set(5)));

        assertThat(rows())
                .extracting(LedgerRow::fact)
                .containsExactly(set(5).block().hash() + ":x4");
    }

    @Test
    void rowsAreFoundBySubnetBlockTimeAndOutcome() {
        ledger.insertMissing(stored(set(5), set(6, ALICE, SUBNET, TOO_FAST), set(7, ALICE, new Netuid(31), TOO_FAST)));
        Tracked subnet = new Tracked(Set.of(SUBNET), Set.of());

        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of())))
                .containsExactly("6", "5");
        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of("success"))))
                .containsExactly("5");
        assertThat(blocks(query(subnet, FactQuery.ALL_BLOCKS, Instant.MIN, Set.of("failed"))))
                .containsExactly("6");
        assertThat(blocks(query(Tracked.EVERYTHING, new BlockRange(6, 7), Instant.MIN, Set.of())))
                .containsExactly("7", "6");
        assertThat(blocks(query(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS, set(6).timestamp(), Set.of())))
                .containsExactly("7", "6");
    }

    @Test
    void cellsOfNumpyAreReadable() {
        validator.run("INSERT INTO weight_transactions (ts, block_number, netuid, success, weights_json, uids_json)"
                + " VALUES ('2026-02-20 12:00:00', x'40E2010000000000', 30, x'01', '{}', '[]')");

        assertThat(rows())
                .extracting(LedgerRow::blockNumber, LedgerRow::success)
                .containsExactly(tuple("123456", "1"));
    }

    @Test
    void aFactWithoutAnExtrinsicHasNoHash() {
        WeightFact set = set(5);
        WeightFact hook = new WeightFact(
                set.block(),
                set.timestamp(),
                set.specVersion(),
                Position.ofHook(3),
                set.call(),
                set.kind(),
                Origin.Hook.HOOK,
                set.hotkey(),
                set.index(),
                set.uid(),
                set.outcome(),
                set.payload());
        ledger.insertMissing(stored(hook));

        assertThat(validator.ask("SELECT transaction_hash FROM weight_transactions"))
                .containsExactly("");
    }

    private SqliteLedger open(MissingTable missing) {
        return open(missing, clock);
    }

    private SqliteLedger open(MissingTable missing, HandClock time) {
        try {
            Path backups = Files.createDirectories(folder.resolve("backups"));
            SqliteOptions sqlite = new SqliteOptions(Duration.ofSeconds(10), time, time, StoreListener.NONE);
            return SqliteLedger.inValidatorFile(validator.path(), new LedgerOptions(missing, backups, sqlite));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reopen() {
        ledger.close();
        ledger = open(MissingTable.CREATE);
    }

    private void logged(String ts, String hash, int netuid) {
        validator.run("INSERT INTO weight_transactions (ts, transaction_hash, netuid, success, weights_json, uids_json)"
                + " VALUES ('" + ts + "', '" + hash + "', " + netuid + ", 1, '{}', '[1]')");
    }

    private List<LedgerRow> rows() {
        return ledger.rows(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS));
    }

    private List<String> blocks(FactQuery query) {
        return ledger.rows(query).stream().map(LedgerRow::blockNumber).toList();
    }

    private List<Path> backups() {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.filter(file -> file.toString().endsWith(".db")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FactQuery query(Tracked tracked, BlockRange blocks, Instant from, Set<String> outcomes) {
        return new FactQuery(tracked, blocks, from, Instant.MAX, outcomes, true, 0, 100);
    }

    private static WeightFact fact(String position, WeightFact.Kind kind, Outcome outcome, Payload payload) {
        return FactSamples.fact(
                5, new Position(position), kind, ALICE, new StorageIndex(SUBNET, MechanismId.MAIN), outcome, payload);
    }

    private static List<StoredFact> stored(WeightFact... facts) {
        return LongStream.range(0, facts.length)
                .mapToObj(n -> new StoredFact(n + 1, facts[(int) n]))
                .collect(Collectors.toList());
    }

    private static List<StoredFact> numbered(long first, long last) {
        return stored(
                LongStream.rangeClosed(first, last).mapToObj(FactSamples::set).toArray(WeightFact[]::new));
    }

    private static String hashOf(WeightFact fact) {
        return ((Origin.Signed) fact.origin()).extrinsicHash().hex();
    }
}

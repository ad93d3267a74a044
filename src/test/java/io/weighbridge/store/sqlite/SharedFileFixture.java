package io.weighbridge.store.sqlite;

import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.testing.SecondProcess;
import io.weighbridge.weights.Tracked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that a second process owns: it makes it, and it does to it whatever a test wants done. */
abstract class SharedFileFixture {

    static final String ROWS = "SELECT block_number FROM weight_transactions ORDER BY id";

    static SecondProcess validator;

    @TempDir
    Path folder;

    final HandClock clock = new HandClock(Duration.ofMillis(1));
    Path path;

    @BeforeAll
    static void startValidator() {
        validator = SecondProcess.start();
    }

    @AfterAll
    static void stopValidator() {
        validator.close();
    }

    @BeforeEach
    void placeFile() {
        path = folder.resolve("validator.db");
    }

    /** The validator makes its file, without {@code weight_transactions}. */
    void create(Path file) {
        validator.run(file, ("PRAGMA journal_mode = WAL;" + ValidatorDatabase.BASE).split(";", -1));
    }

    /** The same with {@code weight_transactions}. */
    void createWithTable(Path file) {
        create(file);
        validator.run(file, ValidatorDatabase.WEIGHTS.split(";", -1));
    }

    SqliteLedger open() {
        return open(clock);
    }

    /** A ledger that does this whenever it pauses. */
    SqliteLedger open(SqliteOptions.Pause pause) {
        return SqliteLedger.inValidatorFile(path, options(MissingTable.CREATE, pause));
    }

    LedgerOptions options(MissingTable missing, SqliteOptions.Pause pause) {
        return new LedgerOptions(
                missing, folder, new SqliteOptions(Duration.ofMillis(50), clock, pause, StoreListener.NONE));
    }

    static List<StoredFact> facts(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(block -> new StoredFact(block, FactSamples.set(block)))
                .toList();
    }

    static List<String> blocks(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(String::valueOf).toList();
    }

    /** Logs a set with this where the hash belongs. */
    static String row(String hash) {
        return "INSERT INTO weight_transactions (ts, transaction_hash, netuid, success, weights_json, uids_json)"
                + " VALUES ('2026-02-20T12:00:00Z', '" + hash + "', 30, 1, '{}', '[1]')";
    }

    static FactQuery everything() {
        return FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS);
    }
}

package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.LedgerRow;
import io.weighbridge.store.Store.StoredFact;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a validator's file, under a clock that is moved by hand. */
abstract class LedgerFixture {

    static final Outcome TOO_FAST =
            new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));
    static final String ALL = "SELECT * FROM weight_transactions ORDER BY id";

    @TempDir
    Path folder;

    final HandClock clock = new HandClock(Duration.ZERO);
    ValidatorDatabase validator;
    SqliteLedger ledger;

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

    SqliteLedger open(MissingTable missing) {
        return open(missing, clock);
    }

    SqliteLedger open(MissingTable missing, HandClock time) {
        try {
            Path backups = Files.createDirectories(folder.resolve("backups"));
            SqliteOptions sqlite = new SqliteOptions(Duration.ofSeconds(10), time, time, StoreListener.NONE);
            return SqliteLedger.inValidatorFile(validator.path(), new LedgerOptions(missing, backups, sqlite));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reopen() {
        ledger.close();
        ledger = open(MissingTable.CREATE);
    }

    void logged(String ts, String hash, int netuid) {
        validator.run("INSERT INTO weight_transactions (ts, transaction_hash, netuid, success, weights_json, uids_json)"
                + " VALUES ('" + ts + "', '" + hash + "', " + netuid + ", 1, '{}', '[1]')");
    }

    List<LedgerRow> rows() {
        return ledger.rows(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS));
    }

    List<String> blocks(FactQuery query) {
        return ledger.rows(query).stream().map(LedgerRow::blockNumber).toList();
    }

    List<Path> backups() {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.filter(file -> file.toString().endsWith(".db")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FactQuery query(Tracked tracked, BlockRange blocks, Instant from, Set<String> outcomes) {
        return new FactQuery(tracked, blocks, from, Instant.MAX, outcomes, true, 0, 100);
    }

    static WeightFact fact(String position, WeightFact.Kind kind, Outcome outcome, Payload payload) {
        return FactSamples.fact(
                5, new Position(position), kind, ALICE, new StorageIndex(SUBNET, MechanismId.MAIN), outcome, payload);
    }

    static List<StoredFact> stored(WeightFact... facts) {
        return LongStream.range(0, facts.length)
                .mapToObj(n -> new StoredFact(n + 1, facts[(int) n]))
                .collect(Collectors.toList());
    }

    static List<StoredFact> numbered(long first, long last) {
        return stored(
                LongStream.rangeClosed(first, last).mapToObj(FactSamples::set).toArray(WeightFact[]::new));
    }

    static String hashOf(WeightFact fact) {
        return ((Origin.Signed) fact.origin()).extrinsicHash().hex();
    }
}

package io.weighbridge.store.sqlite;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.SUBNET;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.StoreException;
import io.weighbridge.store.StoreListener;
import io.weighbridge.store.sqlite.LedgerOptions.MissingTable;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A process of its own that fills a store and a validator's file from where it left off, and tells every step on standard
 * output. It is there to be killed.
 */
final class SteadyWriter {

    static final Tracked TRACKED = new Tracked(Set.of(SUBNET), Set.of(ALICE));
    private static final int STEP = 7;

    private SteadyWriter() {}

    /** Store, validator's file, last block. */
    public static void main(String[] args) {
        var options = new SqliteOptions(Duration.ofSeconds(10), Clock.systemUTC(), duration -> {}, StoreListener.NONE);
        Path validator = Path.of(args[1]);
        try (SqliteStore store = SqliteStore.open(Path.of(args[0]), options);
                SqliteLedger ledger = SqliteLedger.inValidatorFile(
                        validator, new LedgerOptions(MissingTable.CREATE, validator.resolveSibling("."), options))) {
            fill(store, ledger, Long.parseLong(args[2]));
            System.out.println("done");
        } catch (StoreException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** What the writer stores for a range of blocks: a fact in each block that does not divide by three. */
    static List<WeightFact> facts(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .filter(block -> block % 3 != 0)
                .mapToObj(FactSamples::set)
                .toList();
    }

    private static void fill(SqliteStore store, SqliteLedger ledger, long end) {
        long next = store.coverage(TRACKED).last().orElse(0) + 1;
        ledger.insertMissing(store.facts(FactQuery.of(TRACKED, FactQuery.ALL_BLOCKS)));
        while (next <= end) {
            long last = Math.min(end, next + STEP - 1);
            BlockRange covered = new BlockRange(next, last);
            store.commit(new Increment(TRACKED, covered, "scan", facts(next, last)));
            ledger.insertMissing(store.facts(FactQuery.of(TRACKED, covered)));
            System.out.println(last);
            next = last + 1;
        }
    }
}

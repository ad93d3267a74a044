package io.weighbridge.backfill;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.testing.IngestBench;
import java.util.ArrayList;

/** Runs backfills that read every block of a chain in memory. */
final class Backfills {

    /** Blocks 0 to 40. */
    static final BlockRange ALL = new BlockRange(0, 40);

    private Backfills() {}

    /** A backfill that has not begun. */
    static Backfill backfill(IngestBench bench) {
        return new Backfill(bench.ingest(), Strategies.SCAN);
    }

    /** What a backfill of that range comes to, which must not fail or wait. */
    static BackfillResult run(IngestBench bench, BlockRange range) {
        return backfill(bench).run(range).test().assertComplete().values().get(0);
    }

    /** The fault with which a backfill of that range fails. */
    static Throwable failure(IngestBench bench, BlockRange range) {
        var observer = backfill(bench).run(range).test();
        observer.assertNotComplete();
        var failures = new ArrayList<Throwable>();
        observer.assertError(failures::add);
        return failures.get(0);
    }

    /** A set of one range. */
    static RangeSet range(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }
}

package io.weighbridge.watch;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts commits by what has become of them, and reads again only those that can still change. A commit is revealed or lost
 * within {@link Store#LONGEST_WAIT} blocks, so what lies far enough below the newest verified block stays as it is until
 * something is stored down there. Safe for many threads; whoever stores never waits. Hears of everything that is stored:
 * with another writer the counts would grow old.
 */
public final class CommitTally implements ProgressListener {

    /** What is stored up to so far above a commit can change what it is paired with. */
    private static final long REACH = 2 * Store.LONGEST_WAIT;

    private static final long NOTHING = -1;

    private final Store store;
    private final Tracked tracked;

    /** The lowest block that was stored since the settled commits were counted. */
    private final AtomicLong touched = new AtomicLong(Long.MAX_VALUE);

    private long settledUntil = NOTHING;
    private CommitSummary settled = CommitSummary.of(List.of());

    /** Counts the commits of that choice in that store. */
    public CommitTally(Store store, Tracked tracked) {
        this.store = store;
        this.tracked = tracked;
    }

    /** How many commits are in which state now. */
    public synchronized CommitSummary summary() {
        long until = settlesUntil(store.coverage(tracked).last().orElse(NOTHING));
        if (until != settledUntil || touched.get() <= until + REACH) {
            // Before reading: what is stored meanwhile is counted once more rather than not at all.
            touched.set(Long.MAX_VALUE);
            settled = until == NOTHING ? CommitSummary.of(List.of()) : count(0, until);
            settledUntil = until;
        }
        return settled.plus(count(settledUntil + 1, FactQuery.ALL_BLOCKS.last()));
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        touched.accumulateAndGet(covered.first(), Math::min);
    }

    private CommitSummary count(long first, long last) {
        return CommitSummary.of(store.commits(tracked, new BlockRange(first, last)));
    }

    /** The last block whose commits are decided; it moves on by {@link Store#LONGEST_WAIT} blocks at a time. */
    private static long settlesUntil(long newest) {
        long steps = (newest - REACH) / Store.LONGEST_WAIT;
        return steps <= 0 ? NOTHING : steps * Store.LONGEST_WAIT;
    }
}

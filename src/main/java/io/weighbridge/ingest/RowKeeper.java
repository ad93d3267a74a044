package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Scheduler;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every settled submission has its row. It looks at all facts when it starts, so a crash between facts and
 * rows heals by itself, and at all of them again from time to time where facts have to settle: the table is in a
 * validator's file then, which may come late or be made anew. Used by the writer thread only, but for {@link #waiting()}.
 */
final class RowKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RowKeeper.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final long NONE = FactQuery.ALL_BLOCKS.last();

    private final Store store;
    private final Rows rows;
    private final Tracked tracked;
    private final Duration settle;
    private final Scheduler clock;
    private final ProgressListener listener;

    /** No fact in a lower block waits for its row. */
    private volatile long from;

    /** No fact in a higher block waits for its row, where facts need not settle. */
    private long to = NONE;

    private volatile long swept;

    RowKeeper(Store store, Rows rows, Tracked tracked, Duration settle, Scheduler clock, ProgressListener listener) {
        this.store = store;
        this.rows = rows;
        this.tracked = tracked;
        this.settle = settle;
        this.clock = clock;
        this.listener = listener;
        this.from = named() ? 0 : NONE;
        this.swept = now();
    }

    /** Whether facts may wait for their rows, or rows for their facts. */
    boolean waiting() {
        return from != NONE || sweepIsDue() || (named() && rows.watched());
    }

    /** Whether facts need not settle. */
    boolean atOnce() {
        return settle.isZero();
    }

    /**
     * Facts were stored.
     *
     * @param turned the commits of which this changed whether their weights are known
     */
    void stored(List<WeightFact> facts, Set<Long> turned) {
        if (named()) {
            for (WeightFact fact : facts) {
                from = Math.min(from, fact.block().number());
                to = Math.max(to, fact.block().number());
            }
            rows.turned(turned);
        }
    }

    /** Inserts the rows of all facts that have settled by the time of the finalized head. */
    void keep(Instant headTime) {
        if (!waiting()) {
            return;
        }
        if (sweepIsDue()) {
            from = 0;
            swept = now();
        }
        Instant until = atOnce() ? Instant.MAX : headTime.minus(settle).plusMillis(1);
        var blocks = new BlockRange(from, atOnce() ? to : NONE);
        try {
            insert(blocks, until);
        } catch (StoreException e) {
            if (!(e instanceof StoreException.Failed) && isOurs()) {
                throw e;
            }
            LOG.warn("rows wait, facts go on: {}", e.getMessage());
            return;
        }
        from = atOnce() ? NONE : firstNotBefore(until, blocks);
        to = 0;
    }

    private long firstNotBefore(Instant time, BlockRange blocks) {
        var query = new FactQuery(tracked, blocks, time, Instant.MAX, Set.of(), false, 0, 1);
        return store.facts(query).stream()
                .map(first -> first.fact().block().number())
                .findFirst()
                .orElse(NONE);
    }

    /** Whether the table is in the store: a fault of somebody else's file, however bad, keeps no fact waiting. */
    private boolean isOurs() {
        return atOnce() && !rows.watched();
    }

    /** Rows are kept for hotkeys that were named; others have none. */
    private boolean named() {
        return !tracked.hotkeys().isEmpty();
    }

    private boolean sweepIsDue() {
        return named() && !atOnce() && now() - swept >= SWEEP.toMillis();
    }

    private long now() {
        return clock.now(TimeUnit.MILLISECONDS);
    }

    private void insert(BlockRange blocks, Instant until) {
        int inserted = rows.keep(blocks, until);
        if (inserted > 0) {
            listener.rowsInserted(inserted);
        }
    }
}

package io.weighbridge.ingest;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every settled submission has its row. It looks at all facts when it starts, so a crash between facts and
 * rows heals by itself, and at all of them again from time to time where facts have to settle: the table is in a
 * validator's file then, which may come late or be made anew.
 *
 * <p>The writer thread tells what was stored; rows are kept by one thread at a time, which is another one where facts have to
 * settle: who keeps the validator's file locked holds up rows, and nothing else. However much is stored meanwhile, it is one
 * range of blocks and some keys of commits that wait.
 */
final class RowKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RowKeeper.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final long NONE = FactQuery.ALL_BLOCKS.last();

    private final IngestParts parts;
    private final Rows rows;
    private final Duration settle;

    /** No fact in a lower block waits for its row. */
    private long from;

    /** No fact in a higher block waits for its row, where facts need not settle. */
    private long to = NONE;

    private Set<Long> turned = new HashSet<>();
    private long swept;
    private volatile String trouble = "";

    RowKeeper(IngestParts parts) {
        this.parts = parts;
        this.rows = parts.rows();
        this.settle = parts.options().settle();
        this.from = named() ? 0 : NONE;
        this.swept = now();
    }

    /** Whether facts may wait for their rows, or rows for their facts. */
    synchronized boolean waiting() {
        return from != NONE || sweepIsDue() || (named() && rows.watched());
    }

    /** Whether rows follow their facts at once, on the writer thread: nobody else writes to the table, and none has to settle. */
    boolean atOnce() {
        return settle.isZero() && !rows.watched();
    }

    /** What became of the rows that were to be written last. */
    RowsWaiting left() {
        return trouble.isEmpty() ? RowsWaiting.NONE : new RowsWaiting(rows.missing(), trouble);
    }

    /**
     * Facts were stored.
     *
     * @param changed the commits of which this changed whether their weights are known
     */
    synchronized void stored(List<WeightFact> facts, Set<Long> changed) {
        if (named()) {
            for (WeightFact fact : facts) {
                from = Math.min(from, fact.block().number());
                to = Math.max(to, fact.block().number());
            }
            turned.addAll(changed);
        }
    }

    /** Inserts the rows of all facts that have settled by the time of the finalized head. */
    void keep(Instant headTime) {
        if (!waiting()) {
            return;
        }
        Instant until = atOnce() ? Instant.MAX : headTime.minus(settle).plusMillis(1);
        BlockRange blocks = take();
        try {
            insert(blocks, until);
        } catch (StoreException e) {
            waitAgain(blocks.first(), blocks.last());
            tell(e);
            return;
        }
        if (!trouble.isEmpty()) {
            LOG.info("rows are written again");
            trouble = "";
        }
        parts.listener().rowsKept();
        if (!atOnce()) {
            waitAgain(firstNotBefore(until, blocks), 0);
        }
    }

    /** The blocks in which facts wait; from now on none do, but for those that are stored meanwhile. */
    private synchronized BlockRange take() {
        if (sweepIsDue()) {
            from = 0;
            swept = now();
        }
        var blocks = new BlockRange(from, atOnce() ? to : NONE);
        from = NONE;
        to = 0;
        rows.turned(turned);
        turned = new HashSet<>();
        return blocks;
    }

    private synchronized void waitAgain(long first, long last) {
        from = Math.min(from, first);
        to = Math.max(to, last);
    }

    /** A fault of somebody else's file, however bad, keeps no fact waiting. */
    private void tell(StoreException fault) {
        if (!(fault instanceof StoreException.Failed) && atOnce()) {
            throw fault;
        }
        String before = trouble;
        trouble = String.valueOf(fault.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            LOG.info("rows wait for the next start: {}", trouble);
            return;
        }
        parts.listener().rowsWait(trouble);
        if (!trouble.equals(before)) {
            LOG.warn("rows wait and are tried again with each new head, facts go on: {}", trouble);
        }
    }

    private long firstNotBefore(Instant time, BlockRange blocks) {
        var query = new FactQuery(parts.tracked(), blocks, time, Instant.MAX, Set.of(), false, 0, 1);
        return parts.store().facts(query).stream()
                .map(first -> first.fact().block().number())
                .findFirst()
                .orElse(NONE);
    }

    /** Rows are kept for hotkeys that were named; others have none. */
    private boolean named() {
        return !parts.tracked().hotkeys().isEmpty();
    }

    private boolean sweepIsDue() {
        return named() && !atOnce() && now() - swept >= SWEEP.toMillis();
    }

    private long now() {
        return parts.schedulers().timers().now(TimeUnit.MILLISECONDS);
    }

    private void insert(BlockRange blocks, Instant until) {
        int inserted = rows.keep(blocks, until);
        if (inserted > 0) {
            parts.listener().rowsInserted(inserted);
        }
    }
}

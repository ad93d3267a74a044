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
 * Gives every settled submission its row. It checks all facts at its start, so rows missing after a crash are added. If
 * facts have to settle, the table is in a validator's file, which may appear late or be recreated; so all facts are
 * checked again from time to time.
 *
 * <p>The writer thread reports what was stored. Rows are written by one thread at a time, another one if facts have to
 * settle, so that a locked validator's file delays rows and nothing else. The waiting work takes little memory: one
 * range of blocks and some keys of commits.
 */
final class RowKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RowKeeper.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final long NONE = FactQuery.ALL_BLOCKS.last();

    private final IngestParts parts;
    private final Rows rows;
    private final Duration settle;

    /** The lowest block that may have a fact without its row. */
    private long from;

    /** The highest block that may have a fact without its row, if facts need not settle. */
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

    /** Whether there may be rows to write. */
    synchronized boolean waiting() {
        return from != NONE || sweepIsDue() || (named() && rows.watched());
    }

    /**
     * Whether rows are written directly after their facts, on the writer thread: no other program writes to the table,
     * and facts need not settle.
     */
    boolean atOnce() {
        return settle.isZero() && !rows.watched();
    }

    /** The rows that could not be written at the last attempt. */
    RowsWaiting left() {
        return trouble.isEmpty() ? RowsWaiting.NONE : new RowsWaiting(rows.missing(), trouble);
    }

    /**
     * Facts were stored.
     *
     * @param changed the commits whose weights became known or unknown by this
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

    /** Takes the range of blocks to check, and resets it. */
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

    /**
     * Logs a fault. Faults of the validator's file never stop the storing of facts; other faults of the store are
     * thrown.
     */
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

    /** Whether hotkeys are named: only these get rows. */
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

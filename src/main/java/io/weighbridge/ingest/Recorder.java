package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.functions.Action;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Evidence;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes findings in order: the facts of some blocks and the coverage of these blocks in one transaction. Findings that
 * were not flushed before a crash are not covered, so they are read again. Facts are written on the writer thread.
 */
public final class Recorder {

    private final IngestParts parts;
    private final RowKeeper rows;
    private final ProgressListener.Lane lane;
    private final String strategy;

    /** The suffix of the strategy in coverage if bodies were not compared with the extrinsics root. */
    private final String unverified;

    private final List<Finding.Facts> batch = new ArrayList<>();
    private long batchBlocks;
    private long batchBegan;

    Recorder(IngestParts parts, RowKeeper rows, ProgressListener.Lane lane, String strategy) {
        this.parts = parts;
        this.rows = rows;
        this.lane = lane;
        this.strategy = strategy;
        this.unverified = parts.source().verifiesBodies() ? "" : "+unverified";
    }

    /** Adds a finding; it is written when the transaction is full, old enough or flushed. */
    public Completable record(Finding finding) {
        return write(() -> add(finding));
    }

    /**
     * Adds findings as fast as they can be written, and flushes at the end, even if the end is a fault of the source:
     * the findings before it are valid.
     */
    public Completable recordAll(Flowable<Finding> findings) {
        // A fault is passed on in order, after the findings before it; passed on at once, it would drop a waiting
        // finding.
        return findings.map(this::record)
                .onErrorReturn(Completable::error)
                .concatMapCompletable(each -> each, 1)
                .onErrorResumeNext(fault -> fault instanceof SourceException
                        ? flush().andThen(Completable.error(fault))
                        : Completable.error(fault))
                .andThen(Completable.defer(this::flush));
    }

    /** Writes the findings that were added and not yet written. */
    public Completable flush() {
        return write(this::commit);
    }

    /** Whether some rows may still have to be written. */
    public boolean rowsWait() {
        return rows.waiting();
    }

    /**
     * Inserts the rows of facts that have settled by the time of the finalized head. If rows have a thread of their
     * own, facts are written meanwhile. Disposing of it interrupts it between two transactions.
     */
    public Completable insertRows(Instant headTime) {
        return Completable.fromAction(() -> rows.keep(headTime))
                .subscribeOn(
                        rows.atOnce()
                                ? parts.schedulers().writer()
                                : parts.schedulers().rows());
    }

    /** The rows that could not be written when {@link #insertRows} tried last. */
    public RowsWaiting rowsLeft() {
        return rows.left();
    }

    private Completable write(Action work) {
        return Completable.fromAction(work).subscribeOn(parts.schedulers().writer());
    }

    private void add(Finding finding) {
        if (finding instanceof Finding.Facts facts) {
            if (!batch.isEmpty() && !continuesBatch(facts)) {
                commit();
            }
            if (batch.isEmpty()) {
                batchBegan = now();
            }
            batch.add(facts);
            batchBlocks += facts.blocks().size();
            if (batchBlocks >= parts.options().batchBlocks()
                    || now() - batchBegan >= parts.options().batchAge().toMillis()) {
                commit();
            }
        } else {
            commit();
            park((Finding.Unreadable) finding);
        }
    }

    private boolean continuesBatch(Finding.Facts facts) {
        return end() + 1 == facts.blocks().first() && batch.get(0).strategy().equals(facts.strategy());
    }

    private void commit() {
        if (batch.isEmpty()) {
            return;
        }
        var covered = new BlockRange(batch.get(0).blocks().first(), end());
        List<WeightFact> facts =
                batch.stream().flatMap(finding -> finding.facts().stream()).toList();
        String how = batch.get(0).strategy();
        Evidence evidence = batch.stream().map(Finding.Facts::evidence).reduce(Evidence.NONE, Evidence::plus);
        batch.clear();
        batchBlocks = 0;
        Set<Long> turned = parts.store()
                .commit(new Increment(
                        parts.tracked(), covered, (how.isEmpty() ? strategy : how) + unverified, facts, evidence));
        parts.store().parkedBlocks().stream()
                .map(Store.ParkedBlock::block)
                .filter(covered::contains)
                .forEach(parts.store()::unpark);
        rows.stored(facts, turned);
        if (rows.atOnce()) {
            rows.keep(Instant.MAX);
        }
        parts.listener().stored(lane, covered, facts);
    }

    private void park(Finding.Unreadable finding) {
        parts.store().park(finding.block(), finding.reason(), Instant.ofEpochMilli(now()));
        parts.listener().parked(finding.block(), finding.reason());
    }

    private long end() {
        return batch.get(batch.size() - 1).blocks().last();
    }

    private long now() {
        return parts.schedulers().timers().now(TimeUnit.MILLISECONDS);
    }
}

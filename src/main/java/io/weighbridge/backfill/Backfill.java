package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.ingest.Recorder;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store.ParkedBlock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Covers the blocks of a range that are not covered yet, lowest first. Facts are stored in chain order, so a run that
 * was interrupted and repeated leaves the same facts as an uninterrupted one. Each backfill runs once; {@link #stop()}
 * may be called by any thread.
 */
public final class Backfill {

    private static final Progress NOTHING_DONE = new Progress(0, 0, 0, 0, Duration.ZERO);

    private final Ingest ingest;
    private final ProofLevel proofLevel;
    private final Strategy strategy;
    private final Recorder recorder;
    private final CompletableSubject stopping = CompletableSubject.create();

    /** A backfill that proves its completeness and refuses blocks whose state is pruned. */
    public Backfill(Ingest ingest, Strategies strategy) {
        this(ingest, strategy, ProofLevel.PROVED, List.of(), PrunedBlocks.REFUSED);
    }

    /** A backfill that has not begun; the level of proof and the endpoints are those of a jump. */
    public Backfill(
            Ingest ingest,
            Strategies strategy,
            ProofLevel proofLevel,
            List<SingleEndpoint> endpoints,
            PrunedBlocks prunedBlocks) {
        this.ingest = ingest;
        this.proofLevel = proofLevel;
        this.strategy = strategy.with(ingest.inBackground(), proofLevel, endpoints, prunedBlocks);
        this.recorder = ingest.recorder(Lane.BACKFILL, Strategies.SCAN.word());
    }

    /** Those of the blocks that {@link #run} would visit. */
    public Single<RangeSet> plan(BlockRange range) {
        return head(range).flatMap(head -> gaps(range));
    }

    /** About how many requests it takes to visit the blocks of {@link #plan}. */
    public Single<Long> requests(RangeSet gaps) {
        return Flowable.fromIterable(gaps.ranges())
                .concatMapSingle(strategy::requests)
                .reduce(0L, Long::sum);
    }

    /**
     * Covers the blocks of a range. Fails with {@link BackfillException} for a range that is not finalized, with a
     * {@link io.weighbridge.source.SourceException} where the source cannot serve what is needed or contradicts itself,
     * with a {@link io.weighbridge.store.StoreException} where the store cannot be used; everything stored until then
     * is complete and consistent.
     */
    public Single<BackfillResult> run(BlockRange range) {
        return head(range)
                .toMaybe()
                .takeUntil(stopping.<BlockRef>toMaybe())
                .flatMap(head -> gaps(range).flatMapMaybe(gaps -> covered(range, gaps, head)))
                .switchIfEmpty(Single.defer(() -> result(range, NOTHING_DONE)));
    }

    /** Lets the current transaction end; then {@link #run} returns what was done. */
    public void stop() {
        stopping.onComplete();
    }

    private Single<BlockRef> head(BlockRange range) {
        return ingest.bind()
                .andThen(ingest.finalizedHead())
                .doOnSuccess(head -> BackfillException.NotFinalized.check(range, head));
    }

    private Single<RangeSet> gaps(BlockRange range) {
        return ingest.lookUp(store -> RangeSet.of(range)
                .minus(
                        proofLevel == ProofLevel.PROVED
                                ? store.coverage(ingest.tracked())
                                : store.coverageOfEffects(ingest.tracked())));
    }

    private Maybe<BackfillResult> covered(BlockRange range, RangeSet gaps, BlockRef head) {
        var count = new Count(gaps.size());
        return cover(gaps, head, count)
                .andThen(Completable.defer(() -> settle(head)))
                .andThen(Maybe.defer(() -> result(range, count.progress()).toMaybe()));
    }

    private Completable cover(RangeSet gaps, BlockRef head, Count count) {
        return recorder.recordAll(Flowable.fromIterable(gaps.ranges())
                        .concatMap(gap -> strategy.findings(gap, head), 1)
                        .takeUntil(stopping.toFlowable())
                        .doOnNext(count::add))
                .andThen(Completable.defer(() -> makeUp(gaps, head)));
    }

    /**
     * Reads in full the blocks of which only the bodies were read before and that hold calls a jump does not find:
     * failed calls that others signed.
     */
    private Completable makeUp(RangeSet gaps, BlockRef head) {
        return recorder.recordAll(unsettled(gaps)
                .concatMap(block -> ingest.inBackground().walk().over(new BlockRange(block, block), head), 1)
                .takeUntil(stopping.toFlowable()));
    }

    private Flowable<Long> unsettled(RangeSet gaps) {
        return ingest.lookUp(store -> store.coverage(ingest.tracked()).intersect(gaps).ranges().stream()
                        .flatMap(
                                range -> store
                                        .facts(FactQuery.of(ingest.tracked(), range)
                                                .withOutcome(Outcome.Unknown.UNKNOWN))
                                        .stream())
                        .map(stored -> stored.fact().block().number())
                        .distinct()
                        .toList())
                .flattenAsFlowable(blocks -> blocks);
    }

    private Completable settle(BlockRef head) {
        return recorder.rowsWait()
                ? ingest.timeAt(head).flatMapCompletable(recorder::insertRows).takeUntil(stopping)
                : Completable.complete();
    }

    private Single<BackfillResult> result(BlockRange range, Progress progress) {
        return gaps(range)
                .flatMap(gaps -> ingest.lookUp(store -> {
                    List<ParkedBlock> parked = store.parkedBlocks().stream()
                            .filter(block -> gaps.contains(block.block()))
                            .toList();
                    RangeSet bodies = gaps.intersect(store.coverageOfBodies(ingest.tracked()));
                    return new BackfillResult(
                            range,
                            progress,
                            gaps.minus(bodies),
                            bodies,
                            parked,
                            strategy.proofs(),
                            recorder.rowsLeft());
                }));
    }

    /** Counts what is done and reports it to the listener; used by one thread at a time. */
    private final class Count {

        private final long total;
        private final long began = now();
        private long done;
        private long facts;
        private long parked;

        Count(long total) {
            this.total = total;
            ingest.listener().backfilled(progress());
        }

        void add(Finding finding) {
            done += finding.blocks().size();
            if (finding instanceof Finding.Facts found) {
                facts += found.facts().size();
            } else {
                parked++;
            }
            ingest.listener().backfilled(progress());
        }

        Progress progress() {
            return new Progress(done, total, facts, parked, Duration.ofMillis(now() - began));
        }

        private long now() {
            return ingest.schedulers().timers().now(TimeUnit.MILLISECONDS);
        }
    }
}

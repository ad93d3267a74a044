package io.weighbridge.follow;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.ingest.Recorder;
import io.weighbridge.ingest.Walk;
import java.util.OptionalLong;

/**
 * Follows the finalized chain: first from the end of coverage to the finalized head, then head by head, visiting every
 * block number in between. A head is a high-water mark; heads that are not above the last one are ignored. Runs once;
 * {@link #stop()} may be called by any thread.
 */
public final class Follower {

    private final Ingest ingest;
    private final FollowOptions options;
    private final Walk walk;
    private final Recorder recorder;
    private final CompletableSubject stopping = CompletableSubject.create();

    /** The lowest block that has not been visited; written by one thread at a time. */
    private volatile long next;

    /** A follower that has not begun. */
    public Follower(Ingest ingest, FollowOptions options) {
        this.ingest = ingest;
        this.options = options;
        this.walk = ingest.walk();
        this.recorder = ingest.recorder(Lane.FOLLOW, "follow");
    }

    /**
     * Follows until {@link #stop()}. Fails with a {@link io.weighbridge.source.SourceException} if the source cannot
     * serve what is needed or contradicts itself, and with a {@link io.weighbridge.store.StoreException} if the store
     * cannot be used; everything stored until then is complete and consistent.
     */
    public Completable run() {
        Completable follow = Completable.defer(() -> Completable.mergeArray(heads(), parkedBlocks()));
        return ingest.bind()
                .andThen(Single.defer(this::start))
                .doOnSuccess(first -> next = first)
                .toMaybe()
                .takeUntil(stopping.<Long>toMaybe())
                .flatMapCompletable(first -> follow);
    }

    /** Lets the current transaction end; then {@link #run()} completes. */
    public void stop() {
        stopping.onComplete();
    }

    private Single<Long> start() {
        if (options.start() instanceof FollowOptions.Start.AtBlock at) {
            return Single.just(at.block());
        }
        return ingest.lookUp(store -> store.coverage(ingest.tracked()).last())
                .flatMap((OptionalLong last) -> last.isPresent()
                        ? Single.just(last.getAsLong() + 1)
                        : ingest.finalizedHead().map(BlockRef::number));
    }

    private Completable heads() {
        return ingest.finalizedHeads()
                .onBackpressureLatest()
                .takeUntil(stopping.toFlowable())
                .concatMapSingle(this::advance, 1)
                .onBackpressureLatest()
                .concatMapCompletable(this::settle, 1);
    }

    /** Stores all blocks up to a head. Facts do not wait for rows of earlier facts. */
    private Single<BlockRef> advance(BlockRef head) {
        if (head.number() < next) {
            return Single.just(head);
        }
        Flowable<Finding> findings = gaps(new BlockRange(next, head.number()))
                .flatMapPublisher(gaps -> Flowable.fromIterable(gaps.ranges()))
                .concatMap(gap -> walk.over(gap, head), 1)
                .takeUntil(stopping.toFlowable());
        return recorder.recordAll(findings).andThen(Single.fromCallable(() -> {
            if (!stopping.hasComplete()) {
                next = head.number() + 1;
            }
            return head;
        }));
    }

    private Single<RangeSet> gaps(BlockRange blocks) {
        return ingest.lookUp(store -> RangeSet.of(blocks).minus(store.coverage(ingest.tracked())));
    }

    private Completable settle(BlockRef head) {
        return recorder.rowsWait()
                ? ingest.timeAt(head).flatMapCompletable(recorder::insertRows).takeUntil(stopping)
                : Completable.complete();
    }

    private Completable parkedBlocks() {
        return new ParkedBlocks(ingest, options).visits(stopping);
    }
}

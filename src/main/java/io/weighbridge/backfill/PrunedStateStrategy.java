package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.source.SourceException;
import java.util.List;

/**
 * Applies another strategy to the blocks whose state the endpoints still keep, which are the newest: nodes prune the
 * oldest states first. The other blocks are read by their bodies before that, or refused afterwards with their range.
 */
final class PrunedStateStrategy implements Strategy {

    /** The most headers that are read after a range to determine its runtimes. */
    private static final long FAR = 16_384;

    private final Strategy strategy;
    private final StateReader states;
    private final PrunedBlocks prunedBlocks;
    private final BodyScan bodyScan;

    PrunedStateStrategy(Strategy strategy, Ingest ingest, PrunedBlocks prunedBlocks) {
        this.strategy = strategy;
        this.states = ingest.states();
        this.prunedBlocks = prunedBlocks;
        this.bodyScan = new BodyScan(ingest);
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return limit(range)
                .map(limit -> switch (prunedBlocks) {
                    case REFUSED ->
                        strategy(range, head, limit).concatWith(Flowable.error(() -> refused(range, limit)));
                    case BY_BODIES ->
                        anchored(range, head, limit)
                                .andThen(bodyScan.findings(limit.rest(range), head))
                                .concatWith(strategy(range, head, limit));
                })
                .switchIfEmpty(Single.fromCallable(() -> strategy.findings(range, head)))
                .flatMapPublisher(findings -> findings);
    }

    private Flowable<Finding> strategy(BlockRange range, BlockRef head, Limit limit) {
        return limit.first() > range.last()
                ? Flowable.empty()
                : strategy.findings(new BlockRange(limit.first(), range.last()), head);
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return limit(range)
                .flatMapSingle(limit -> Single.zip(kept(range, limit), rest(range, limit), Long::sum))
                .switchIfEmpty(Single.defer(() -> strategy.requests(range)));
    }

    private Single<Long> kept(BlockRange range, Limit limit) {
        return limit.first() > range.last()
                ? Single.just(0L)
                : strategy.requests(new BlockRange(limit.first(), range.last()));
    }

    private Single<Long> rest(BlockRange range, Limit limit) {
        return prunedBlocks == PrunedBlocks.BY_BODIES ? bodyScan.requests(limit.rest(range)) : Single.just(0L);
    }

    /**
     * Determines the runtime of a block whose state is kept; from there, headers tell the runtimes of the blocks before
     * it. If the range ends long before such a block, only the runtimes in the store are used.
     */
    private Completable anchored(BlockRange range, BlockRef head, Limit limit) {
        long last = limit.first() - 1;
        if (last <= range.last()) {
            return states.learn(new BlockRange(last, last));
        }
        if (range.last() == head.number()) {
            return Completable.complete();
        }
        var behind = new BlockRange(range.last() + 1, Math.min(head.number(), range.last() + FAR));
        return states.pruned(behind.last() - 1)
                .isEmpty()
                .flatMapCompletable(kept -> kept
                        ? states.learn(new BlockRange(behind.last(), behind.last()))
                                .andThen(bodyScan.learnRuntimes(behind))
                        : Completable.complete());
    }

    @Override
    public List<Proof> proofs() {
        return strategy.proofs();
    }

    /** The first kept state of a range; empty if all its states are kept. */
    private Maybe<Limit> limit(BlockRange range) {
        long before = Math.max(0, range.first() - 1);
        return states.pruned(before).flatMapSingle(fault -> bisect(before, range.last() + 1, fault));
    }

    /** Bisects between a block whose state is pruned and one whose state is kept or that lies after the range. */
    private Single<Limit> bisect(long gone, long there, SourceException.Pruned fault) {
        if (gone + 1 == there) {
            return Single.just(new Limit(there, fault));
        }
        long middle = gone + (there - gone) / 2;
        return states.pruned(middle)
                .flatMapSingle(found -> bisect(middle, there, found))
                .switchIfEmpty(Single.defer(() -> bisect(gone, middle, fault)));
    }

    private static SourceException refused(BlockRange range, Limit limit) {
        boolean nothing = limit.first() > range.last();
        return new SourceException.Pruned("blocks "
                + new BlockRange(range.first(), nothing ? range.last() : limit.first() - 1)
                + " cannot be read here, as the state that they left is not kept"
                + (nothing
                        ? ""
                        : "; what is kept begins at block " + limit.state() + ", so blocks " + limit.first() + "–"
                                + range.last() + " were read")
                + ". Use an archive endpoint for them: a node that runs with --pruning=archive; or --bodies-only, which"
                + " reads the signed calls in their bodies, without what became of them. "
                + limit.fault().getMessage());
    }

    /**
     * The first kept state.
     *
     * @param state the first block whose state is kept
     * @param fault the source's fault for the state before it
     */
    private record Limit(long state, SourceException.Pruned fault) {

        /**
         * The first block that can be read in full. It needs its own state, its parent's to compare with, and the state
         * before that, which holds the runtime that wrote the parent's.
         */
        long first() {
            return state + 2;
        }

        /** The blocks of the range before {@link #first}. */
        BlockRange rest(BlockRange range) {
            return new BlockRange(range.first(), Math.min(range.last(), first() - 1));
        }
    }
}

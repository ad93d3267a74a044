package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.Spots;
import io.weighbridge.source.SourceException;
import java.util.List;

/**
 * Another strategy for as many blocks as the endpoints keep the state of, which are the newest ones; then refuses the rest,
 * and says where it begins and ends. Nodes throw states away from the oldest on.
 */
final class Kept implements Strategy {

    private final Strategy strategy;
    private final Spots spots;

    Kept(Strategy strategy, Ingest ingest) {
        this.strategy = strategy;
        this.spots = ingest.spots();
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return limit(range)
                .map(limit -> strategy(range, head, limit).concatWith(Flowable.error(() -> refused(range, limit))))
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
                .flatMapSingle(limit -> limit.first() > range.last()
                        ? Single.just(0L)
                        : strategy.requests(new BlockRange(limit.first(), range.last())))
                .switchIfEmpty(Single.defer(() -> strategy.requests(range)));
    }

    @Override
    public List<Proof> proofs() {
        return strategy.proofs();
    }

    /** Where the states of a range begin; nothing where all of them are there. */
    private Maybe<Limit> limit(BlockRange range) {
        long before = Math.max(0, range.first() - 1);
        return spots.pruned(before).flatMapSingle(fault -> bisect(before, range.last() + 1, fault));
    }

    /** Between a block whose state is gone and one whose state is there, or which is behind the range. */
    private Single<Limit> bisect(long gone, long there, SourceException.Pruned fault) {
        if (gone + 1 == there) {
            return Single.just(new Limit(there, fault));
        }
        long middle = gone + (there - gone) / 2;
        return spots.pruned(middle)
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
                + ". Use an archive endpoint for them: a node that runs with --pruning=archive. "
                + limit.fault().getMessage());
    }

    /**
     * Where states begin.
     *
     * @param state the first block whose state is kept
     * @param fault what the source says about the one before
     */
    private record Limit(long state, SourceException.Pruned fault) {

        /**
         * The first block of which all is there: its own state, its parent's to compare with, and that of the block before
         * its parent, which holds the runtime that laid out the parent's.
         */
        long first() {
            return state + 2;
        }
    }
}

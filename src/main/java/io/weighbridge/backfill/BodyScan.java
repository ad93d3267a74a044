package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.BodiesWalk;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.source.SourceException;

/**
 * Reads the bodies of blocks whose state is pruned, except those whose bodies were read before. Blocks whose runtime
 * cannot be determined are refused at the end; the fault names the newest of them.
 */
final class BodyScan implements Strategy {

    /** Hash and body. */
    private static final int REQUESTS_A_BLOCK = 2;

    private final Ingest ingest;
    private final BodiesWalk bodies;

    BodyScan(Ingest ingest) {
        this.ingest = ingest;
        this.bodies = ingest.bodies();
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return unread(range)
                .flatMapPublisher(unread -> unread.isEmpty() || range.last() == 0
                        ? Flowable.empty()
                        : bodies.learn(new BlockRange(Math.max(1, unread.first().orElseThrow()), range.last()))
                                .flatMapPublisher(unknown -> readable(unread, unknown, head)));
    }

    /** Determines the runtimes of these blocks, as far as headers tell. */
    Completable learnRuntimes(BlockRange blocks) {
        return bodies.learn(blocks).ignoreElement();
    }

    private Flowable<Finding> readable(RangeSet unread, RangeSet unknown, BlockRef head) {
        if (unknown.isEmpty()) {
            return read(unread, head);
        }
        long last = unknown.last().orElseThrow();
        return read(unread.minus(RangeSet.of(new BlockRange(0, last))), head)
                .concatWith(Flowable.error(() -> refused(unread, last)));
    }

    private Flowable<Finding> read(RangeSet blocks, BlockRef head) {
        return Flowable.fromIterable(blocks.ranges()).concatMap(range -> bodies.over(range, head), 1);
    }

    private static SourceException refused(RangeSet unread, long unknown) {
        return new SourceException.Pruned("blocks "
                + new BlockRange(unread.first().orElseThrow(), unknown)
                + " cannot be read by their bodies either: which runtime executed block " + unknown
                + " is not known, no header tells, and the state that does is gone. " + BodiesWalk.howToLearn(unknown));
    }

    private Single<RangeSet> unread(BlockRange range) {
        return ingest.lookUp(store -> RangeSet.of(range).minus(store.coverageOfBodies(ingest.tracked())));
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return unread(range).map(unread -> unread.size() * REQUESTS_A_BLOCK);
    }
}

package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.Walk;

/** Visits every block. */
final class Scan implements Strategy {

    /** Body and events. */
    private static final int REQUESTS_A_BLOCK = 2;

    private final Walk walk;

    Scan(Ingest ingest) {
        this.walk = ingest.walk();
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return walk.over(range, head);
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return Single.just(range.size() * REQUESTS_A_BLOCK + Walk.pages(range));
    }
}

package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;

/** A way to find out what past blocks hold. */
interface Strategy {

    /**
     * What the blocks hold: findings in ascending order that together are the whole range.
     *
     * @param range the blocks, none above {@code head}
     * @param head a finalized head
     */
    Flowable<Finding> findings(BlockRange range, BlockRef head);
}

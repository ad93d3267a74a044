package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import java.util.List;

/** A way to find out what past blocks hold. */
interface Strategy {

    /**
     * What the blocks hold: findings in ascending order that together are the whole range.
     *
     * @param range the blocks, none above {@code head}
     * @param head a finalized head
     */
    Flowable<Finding> findings(BlockRange range, BlockRef head);

    /** About how many requests it takes to find that out. */
    Single<Long> requests(BlockRange range);

    /** Why what was found so far is all, where it was not all visited. */
    default List<Proof> proofs() {
        return List.of();
    }
}

package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import java.util.List;

/** A way to find the facts of past blocks. */
interface Strategy {

    /**
     * The findings of a range, in ascending order, together covering the whole range.
     *
     * @param range the blocks, none above {@code head}
     * @param head a finalized head
     */
    Flowable<Finding> findings(BlockRange range, BlockRef head);

    /** About how many requests that takes. */
    Single<Long> requests(BlockRange range);

    /** The proofs of completeness for the blocks that were not visited, so far. */
    default List<Proof> proofs() {
        return List.of();
    }
}

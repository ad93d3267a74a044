package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.RowsWaiting;
import io.weighbridge.store.Store.ParkedBlock;
import java.util.List;

/**
 * What a backfill came to.
 *
 * @param requested the blocks that were asked for
 * @param progress what this run did
 * @param gaps those of the requested blocks that are not covered now; none unless it was stopped or blocks are parked
 * @param bodies those of which only the bodies were read, so that what became of their calls is not known
 * @param parked those of the requested blocks that could not be read
 * @param proofs why what was found is all, for the blocks that this run jumped
 * @param rowsLeft the rows that could not be written
 */
public record BackfillResult(
        BlockRange requested,
        Progress progress,
        RangeSet gaps,
        RangeSet bodies,
        List<ParkedBlock> parked,
        List<Proof> proofs,
        RowsWaiting rowsLeft) {

    /** Copies the lists. */
    public BackfillResult {
        proofs = List.copyOf(proofs);
        parked = List.copyOf(parked);
    }
}

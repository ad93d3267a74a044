package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Progress;
import io.weighbridge.ingest.RowsWaiting;
import io.weighbridge.store.Store.ParkedBlock;
import java.util.List;

/**
 * The result of a backfill.
 *
 * @param requested the blocks that were asked for
 * @param progress what this run did
 * @param gaps those of the requested blocks that are not covered afterwards; none unless it was stopped or blocks are
 *     parked
 * @param bodies those of which only the bodies were read, so that the outcomes of their calls are not known
 * @param parked those of the requested blocks that could not be read
 * @param proofs the proofs of completeness for the blocks that this run jumped
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

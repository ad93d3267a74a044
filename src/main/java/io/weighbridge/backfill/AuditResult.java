package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import java.util.List;

/**
 * What an audit came to.
 *
 * @param asked the blocks that were asked for
 * @param uncovered those of them that the store does not hold as verified; nothing is said of them
 * @param facts how many weight actions of the other blocks were found on the chain
 * @param proofs why that is all, for the blocks that were jumped
 * @param disagreements what the store and the chain disagree about, in chain order
 */
public record AuditResult(
        BlockRange asked, RangeSet uncovered, long facts, List<Proof> proofs, List<Disagreement> disagreements) {

    /** Copies the lists. */
    public AuditResult {
        proofs = List.copyOf(proofs);
        disagreements = List.copyOf(disagreements);
    }

    /** Whether every block that was asked for is proved to be as stored. */
    public boolean agrees() {
        return uncovered.isEmpty() && disagreements.isEmpty();
    }
}

package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param asked the blocks that were asked for
 * @param uncovered those of them that are not covered in the store; they were not audited
 * @param facts how many weight actions of the other blocks were found on the chain
 * @param proofs the proofs of completeness for the blocks that were jumped
 * @param disagreements the differences between store and chain, in chain order
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

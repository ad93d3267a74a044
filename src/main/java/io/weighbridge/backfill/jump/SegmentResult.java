package io.weighbridge.backfill.jump;

import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a {@link RangeSearch} found in some consecutive blocks.
 *
 * @param findings what the blocks hold, in ascending order and without a gap
 * @param proof why that is all
 * @param boundaryHashes the hashes of the block before and of the last one, by number, where their states were looked at: a neighbour
 *     must have seen the same
 */
public record SegmentResult(List<Finding> findings, Proof proof, Map<Long, Hash> boundaryHashes) {

    /** Copies what it holds. */
    public SegmentResult {
        findings = List.copyOf(findings);
        boundaryHashes = Map.copyOf(boundaryHashes);
    }
}

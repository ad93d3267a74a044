package io.weighbridge.backfill.jump;

import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a {@link RangeSearch} found in some consecutive blocks.
 *
 * @param findings the findings, in ascending order and without a gap
 * @param proof the proof of their completeness
 * @param boundaryHashes the hashes, by number, of the block before the segment and of its last block, if their states
 *     were read; neighbouring segments must agree on them
 */
public record SegmentResult(List<Finding> findings, Proof proof, Map<Long, Hash> boundaryHashes) {

    /** Copies what it holds. */
    public SegmentResult {
        findings = List.copyOf(findings);
        boundaryHashes = Map.copyOf(boundaryHashes);
    }
}

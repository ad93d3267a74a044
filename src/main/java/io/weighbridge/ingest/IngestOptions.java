package io.weighbridge.ingest;

import java.time.Duration;

/**
 * How blocks are read and stored.
 *
 * @param inFlight how many blocks are fetched side by side, 1 or more
 * @param segment for how many blocks the runtimes are determined at a time, 2 or more
 * @param batchBlocks at most that many blocks in one transaction, 1 or more
 * @param batchAge a transaction is committed once it is this old
 * @param settle how much older than the finalized head a fact must be before it gets a row
 * @param faults what to do about faults
 */
public record IngestOptions(
        int inFlight, int segment, int batchBlocks, Duration batchAge, Duration settle, FaultPolicy faults) {

    /** For a store without a validator's file beside it. */
    public static final IngestOptions DEFAULT =
            new IngestOptions(16, 16_384, 100, Duration.ofMillis(250), Duration.ZERO, FaultPolicy.DEFAULT);

    /** Checks the ranges. */
    public IngestOptions {
        if (inFlight < 1 || segment < 2 || batchBlocks < 1 || batchAge.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException("out of range: inFlight " + inFlight + ", segment " + segment
                    + ", batchBlocks " + batchBlocks + ", batchAge " + batchAge + ", settle " + settle);
        }
    }

    /** The same with so many blocks side by side. */
    public IngestOptions withInFlight(int blocks) {
        return new IngestOptions(blocks, segment, batchBlocks, batchAge, settle, faults);
    }

    /** The same with rows that wait so long. */
    public IngestOptions withSettle(Duration age) {
        return new IngestOptions(inFlight, segment, batchBlocks, batchAge, age, faults);
    }

    /** The same with transactions of at most so many blocks. */
    public IngestOptions withBatchBlocks(int blocks) {
        return new IngestOptions(inFlight, segment, blocks, batchAge, settle, faults);
    }

    /** The same with that policy. */
    public IngestOptions withFaults(FaultPolicy policy) {
        return new IngestOptions(inFlight, segment, batchBlocks, batchAge, settle, policy);
    }
}

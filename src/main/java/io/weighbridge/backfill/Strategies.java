package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.ingest.Ingest;
import java.util.List;
import java.util.Locale;

/** The strategies there are: one line each. */
public enum Strategies {
    /** Visits every block. */
    SCAN {
        @Override
        Strategy with(Ingest ingest, ProofLevel proofLevel, List<SingleEndpoint> endpoints, PrunedBlocks prunedBlocks) {
            return prunedBlocks == PrunedBlocks.BY_BODIES
                    ? new PrunedStateStrategy(new Scan(ingest), ingest, prunedBlocks)
                    : new Scan(ingest);
        }
    },

    /** Visits the blocks that left a trace in the state. */
    JUMP {
        @Override
        Strategy with(Ingest ingest, ProofLevel proofLevel, List<SingleEndpoint> endpoints, PrunedBlocks prunedBlocks) {
            return new PrunedStateStrategy(new Jump(ingest, proofLevel, endpoints), ingest, prunedBlocks);
        }
    },

    /** Jumps if hotkeys are named, else scans. */
    AUTO {
        @Override
        Strategy with(Ingest ingest, ProofLevel proofLevel, List<SingleEndpoint> endpoints, PrunedBlocks prunedBlocks) {
            return (ingest.tracked().hotkeys().isEmpty() ? SCAN : JUMP)
                    .with(ingest, proofLevel, endpoints, prunedBlocks);
        }
    };

    /** The word for it in options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Strategy with(
            Ingest ingest, ProofLevel proofLevel, List<SingleEndpoint> endpoints, PrunedBlocks prunedBlocks);
}

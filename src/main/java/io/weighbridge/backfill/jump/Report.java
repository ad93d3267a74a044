package io.weighbridge.backfill.jump;

import io.weighbridge.ingest.Finding;
import java.util.List;

/**
 * What an expedition brings home.
 *
 * @param findings what the blocks hold, in ascending order and without a gap
 * @param proof why that is all
 */
public record Report(List<Finding> findings, Proof proof) {

    /** Copies the findings. */
    public Report {
        findings = List.copyOf(findings);
    }
}

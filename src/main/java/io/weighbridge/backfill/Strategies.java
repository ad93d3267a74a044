package io.weighbridge.backfill;

import io.weighbridge.ingest.Ingest;
import java.util.Locale;

/** The strategies there are: one line each. */
public enum Strategies {
    /** Visits every block. */
    SCAN {
        @Override
        Strategy with(Ingest ingest) {
            return new Scan(ingest);
        }
    };

    /** The word for it in options and in coverage. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Strategy with(Ingest ingest);
}

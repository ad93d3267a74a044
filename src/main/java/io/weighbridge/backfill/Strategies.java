package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Rigour;
import io.weighbridge.ingest.Ingest;
import java.util.Locale;

/** The strategies there are: one line each. */
public enum Strategies {
    /** Visits every block. */
    SCAN {
        @Override
        Strategy with(Ingest ingest, Rigour rigour) {
            return new Scan(ingest);
        }
    },

    /** Visits the blocks that left a trace in the state. */
    JUMP {
        @Override
        Strategy with(Ingest ingest, Rigour rigour) {
            return new Jump(ingest, rigour);
        }
    },

    /** Jumps where that is possible, scans else. */
    AUTO {
        @Override
        Strategy with(Ingest ingest, Rigour rigour) {
            return new Auto(ingest, rigour);
        }
    };

    /** The word for it in options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Strategy with(Ingest ingest, Rigour rigour);
}

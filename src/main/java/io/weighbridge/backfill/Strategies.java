package io.weighbridge.backfill;

import io.weighbridge.backfill.jump.Rigour;
import io.weighbridge.backfill.jump.Witness;
import io.weighbridge.ingest.Ingest;
import java.util.List;
import java.util.Locale;

/** The strategies there are: one line each. */
public enum Strategies {
    /** Visits every block. */
    SCAN {
        @Override
        Strategy with(Ingest ingest, Rigour rigour, List<Witness> witnesses, Unkept unkept) {
            return unkept == Unkept.BY_BODIES ? new Kept(new Scan(ingest), ingest, unkept) : new Scan(ingest);
        }
    },

    /** Visits the blocks that left a trace in the state. */
    JUMP {
        @Override
        Strategy with(Ingest ingest, Rigour rigour, List<Witness> witnesses, Unkept unkept) {
            return new Kept(new Jump(ingest, rigour, witnesses), ingest, unkept);
        }
    },

    /** Jumps where that is possible, scans else. */
    AUTO {
        @Override
        Strategy with(Ingest ingest, Rigour rigour, List<Witness> witnesses, Unkept unkept) {
            return (ingest.tracked().hotkeys().isEmpty() ? SCAN : JUMP).with(ingest, rigour, witnesses, unkept);
        }
    };

    /** The word for it in options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Strategy with(Ingest ingest, Rigour rigour, List<Witness> witnesses, Unkept unkept);
}

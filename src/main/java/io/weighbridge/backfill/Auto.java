package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.Rigour;
import io.weighbridge.backfill.jump.Witness;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import java.util.List;

/** Jumps where hotkeys are named, scans else. */
final class Auto implements Strategy {

    private final Ingest ingest;
    private final Scan scan;
    private final Kept jump;

    Auto(Ingest ingest, Rigour rigour, List<Witness> witnesses) {
        this.ingest = ingest;
        this.scan = new Scan(ingest);
        this.jump = new Kept(new Jump(ingest, rigour, witnesses), ingest);
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return chosen().findings(range, head);
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return chosen().requests(range);
    }

    @Override
    public List<Proof> proofs() {
        return jump.proofs();
    }

    private Strategy chosen() {
        return ingest.tracked().hotkeys().isEmpty() ? scan : jump;
    }
}

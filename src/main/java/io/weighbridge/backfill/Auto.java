package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Expedition;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.Rigour;
import io.weighbridge.backfill.jump.Witness;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.source.SourceException;
import java.util.List;

/** Jumps where hotkeys are named and the endpoint has the state at the beginning of the range; scans else. */
final class Auto implements Strategy {

    private final Ingest ingest;
    private final Scan scan;
    private final Jump jump;

    Auto(Ingest ingest, Rigour rigour, List<Witness> witnesses) {
        this.ingest = ingest;
        this.scan = new Scan(ingest);
        this.jump = new Jump(ingest, rigour, witnesses);
    }

    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return chosen(range).flatMapPublisher(strategy -> strategy.findings(range, head));
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return chosen(range).flatMap(strategy -> strategy.requests(range));
    }

    @Override
    public List<Proof> proofs() {
        return jump.proofs();
    }

    private Single<Strategy> chosen(BlockRange range) {
        if (ingest.tracked().hotkeys().isEmpty()) {
            return Single.just(scan);
        }
        return Expedition.hasState(ingest, range)
                .<Strategy>map(has -> jump)
                .onErrorResumeNext(
                        fault -> fault instanceof SourceException.Pruned ? Single.just(scan) : Single.error(fault));
    }
}

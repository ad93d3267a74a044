package io.weighbridge.follow;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.ingest.Recorder;
import io.weighbridge.ingest.Walk;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.ParkedBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tries parked blocks again, each after a delay that grows with every failure. */
final class ParkedBlocks {

    private final Ingest ingest;
    private final FollowOptions options;
    private final Walk walk;
    private final Recorder recorder;

    ParkedBlocks(Ingest ingest, FollowOptions options) {
        this.ingest = ingest;
        this.options = options;
        this.walk = ingest.inBackground().walk();
        this.recorder = ingest.recorder(Lane.FOLLOW, "follow");
    }

    /** Checks for due blocks periodically; completes after {@code stopping} does. */
    Completable visits(Completable stopping) {
        long look = options.parkedLook().toMillis();
        return Flowable.interval(
                        0, look, TimeUnit.MILLISECONDS, ingest.schedulers().timers())
                .onBackpressureDrop()
                .takeUntil(stopping.toFlowable())
                .concatMapSingle(tick -> ingest.lookUp(store -> due(store.parkedBlocks())), 1)
                .concatMapIterable(due -> due, 1)
                .concatMapCompletable(parked -> visit(parked).takeUntil(stopping), 1);
    }

    private List<ParkedBlock> due(List<ParkedBlock> parked) {
        var now = Instant.ofEpochMilli(ingest.schedulers().timers().now(TimeUnit.MILLISECONDS));
        return parked.stream()
                .filter(block -> !now.isBefore(block.lastTried().plus(wait(block))))
                .toList();
    }

    private Duration wait(ParkedBlock block) {
        return options.parked().delay(block.attempts());
    }

    /** A fault with one old block must not stop the following of new ones. */
    private Completable visit(ParkedBlock parked) {
        var block = new BlockRange(parked.block(), parked.block());
        return recorder.recordAll(ingest.finalizedHead().flatMapPublisher(head -> walk.over(block, head)))
                .onErrorResumeNext(fault -> fault instanceof SourceException
                        ? recorder.record(new Finding.Unreadable(parked.block(), String.valueOf(fault.getMessage())))
                        : Completable.error(fault));
    }
}

package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.source.ChainSource;
import java.util.List;
import java.util.Set;

/** Searches one range of blocks, segment by segment, and keeps what its searches share. Safe for many threads. */
public final class RangeSearch {

    private final Ingest ingest;
    private final BlockRef head;
    private final ProofLevel proofLevel;
    private final BoundaryStates boundaries;
    private final LearnedDelays delays;
    private final SearchLimit limit;

    private RangeSearch(Ingest ingest, BlockRef head, ProofLevel proofLevel, LearnedDelays delays) {
        this.ingest = ingest;
        this.head = head;
        this.proofLevel = proofLevel;
        this.delays = delays;
        this.limit = new SearchLimit(ingest::requestsPerMinute);
        this.boundaries = new BoundaryStates(
                ingest.states(),
                new SnapshotDecoder(ingest.tracked().hotkeys(), ingest.tracked().netuids(), Set.of(), proofLevel));
    }

    /**
     * A search that has not begun.
     *
     * @param ingest where to ask, and for whom; hotkeys must be named
     * @param head a finalized head, not below any of the blocks
     * @param proofLevel what to read in each state
     */
    public static RangeSearch of(Ingest ingest, BlockRef head, ProofLevel proofLevel) {
        return new RangeSearch(ingest, head, proofLevel, new LearnedDelays());
    }

    /** Reads the state after a block, to know which keys to ask of others; a fault is left to whoever needs that state. */
    public Completable prepare(long block) {
        return boundaries.prepare(block).onErrorComplete(fault -> !(fault instanceof Error));
    }

    /**
     * What some blocks hold. Where the proof fails, each endpoint is asked alone, and who contradicts itself is not believed;
     * where nobody is left, or a state has another shape than is known here, every block is read.
     *
     * @param endpoints the single endpoints; empty if there is only one
     * @return fails as {@link io.weighbridge.ingest.Walk#over} does
     */
    public Single<SegmentResult> search(BlockRange blocks, List<SingleEndpoint> endpoints) {
        return Single.using(limit::enter, ticket -> search(blocks, endpoints, ticket), SearchLimit.Ticket::leave);
    }

    private Single<SegmentResult> search(BlockRange blocks, List<SingleEndpoint> endpoints, SearchLimit.Ticket ticket) {
        return Single.defer(() -> segment(blocks, ticket).run())
                .flatMap(result -> result.proof().holds()
                        ? Single.just(result)
                        : ConsistentResult.of(
                                        endpoints, source -> through(source).alone(blocks))
                                .switchIfEmpty(Single.defer(() -> segment(blocks, ticket)
                                        .scanAll(result.proof().unexplained()))))
                .onErrorResumeNext(fault -> fault instanceof DecodeException
                        ? segment(blocks, ticket).scanAll(List.of())
                        : Single.error(fault));
    }

    /** About how many extrinsics the hotkeys and their proxies signed in some blocks, by their nonces. */
    public Single<Long> signed(BlockRange blocks) {
        return boundaries.between(blocks).map(interval -> interval.signed().orElse(0L));
    }

    private Single<SegmentResult> alone(BlockRange blocks) {
        return Single.using(limit::enter, ticket -> segment(blocks, ticket).run(), SearchLimit.Ticket::leave);
    }

    private RangeSearch through(ChainSource source) {
        return new RangeSearch(ingest.through(source), head, proofLevel, delays);
    }

    private SegmentSearch segment(BlockRange blocks, SearchLimit.Ticket ticket) {
        return new SegmentSearch(ingest, boundaries, delays, ticket, blocks, head, proofLevel);
    }
}

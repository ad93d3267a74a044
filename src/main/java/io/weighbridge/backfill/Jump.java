package io.weighbridge.backfill;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.backfill.jump.Proof;
import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.backfill.jump.RangeSearch;
import io.weighbridge.backfill.jump.SegmentResult;
import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.Finding;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.source.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Visits only the blocks that left a trace in the state, and proves that the others hold nothing. */
final class Jump implements Strategy {

    /** Segments that are worked on side by side, each with one or two requests in flight. */
    private static final int SIDE_BY_SIDE = 32;

    /** The bounds of a segment's length: its two ends cost requests, and its findings are kept in memory. */
    private static final long SHORTEST = 512;

    private static final long LONGEST = 16_384;

    /**
     * Runtimes are bisected over pieces of this many blocks. A runtime that came and went within a piece is noticed
     * when one of its blocks is visited.
     */
    private static final long LEARNED = 32_768;

    /** Requests for a segment's ends, and for each extrinsic, those that failed included. */
    private static final int REQUESTS_A_SEGMENT = 2;

    private static final int REQUESTS_AN_EXTRINSIC = 4;

    private final Ingest ingest;
    private final ProofLevel proofLevel;
    private final List<SingleEndpoint> endpoints;
    private final Queue<Proof> proofs = new ConcurrentLinkedQueue<>();
    private final Map<Long, Hash> boundaryHashes = new ConcurrentHashMap<>();

    Jump(Ingest ingest, ProofLevel proofLevel, List<SingleEndpoint> endpoints) {
        this.ingest = ingest;
        this.proofLevel = proofLevel;
        this.endpoints = List.copyOf(endpoints);
    }

    /** A fault is passed on in order, so that the segments before it are stored. */
    @Override
    public Flowable<Finding> findings(BlockRange range, BlockRef head) {
        return checked().andThen(jumps(range, head));
    }

    private Flowable<Finding> jumps(BlockRange range, BlockRef head) {
        var search = RangeSearch.of(ingest, head, proofLevel);
        return learned(range)
                .andThen(search.prepare(range.last()))
                .andThen(segments(range))
                .concatMapEager(
                        segment ->
                                search.search(segment, endpoints).materialize().toFlowable(),
                        SIDE_BY_SIDE,
                        1)
                .<SegmentResult>dematerialize(notification -> notification)
                .concatMapIterable(this::taken, 1);
    }

    @Override
    public Single<Long> requests(BlockRange range) {
        return RangeSearch.of(ingest, new BlockRef(range.last(), Hash.ZERO), proofLevel)
                .signed(range)
                .flatMap(signed -> segments(range)
                        .count()
                        .map(count -> signed * REQUESTS_AN_EXTRINSIC + count * REQUESTS_A_SEGMENT));
    }

    @Override
    public List<Proof> proofs() {
        return List.copyOf(proofs);
    }

    /** Determines the runtimes of all blocks first; if each segment did so, shared ends would be requested twice. */
    private Completable learned(BlockRange range) {
        return Flowable.fromIterable(range.pieces(LEARNED))
                .concatMapCompletable(part ->
                        ingest.states().learn(new BlockRange(Math.max(1, part.first() - 1), Math.max(1, part.last()))));
    }

    private Completable checked() {
        return ingest.tracked().hotkeys().isEmpty()
                ? Completable.error(() -> new BackfillException.Unfit(
                        "strategy jump follows the traces of named hotkeys: name them, or use strategy scan"))
                : Completable.complete();
    }

    private List<Finding> taken(SegmentResult result) {
        result.boundaryHashes().forEach(this::checkBoundary);
        proofs.add(result.proof());
        return result.findings();
    }

    /** Neighbouring segments must have seen the same block at their common edge. */
    private void checkBoundary(long block, Hash hash) {
        Hash seen = boundaryHashes.putIfAbsent(block, hash);
        if (seen != null && !seen.equals(hash)) {
            throw SourceException.Untrusted.otherHash(block, seen, hash);
        }
    }

    /** The first segments are short, so that something is stored soon. */
    private static Flowable<BlockRange> segments(BlockRange range) {
        long size = Math.max(SHORTEST, Math.min(LONGEST, range.size() / SIDE_BY_SIDE));
        return Flowable.generate(
                () -> new BlockRange(range.first(), Math.min(range.last(), range.first() + SHORTEST - 1)),
                (segment, emitter) -> {
                    emitter.onNext(segment);
                    if (segment.last() == range.last()) {
                        emitter.onComplete();
                        return segment;
                    }
                    long next = Math.min(size, segment.size() * 2);
                    return new BlockRange(segment.last() + 1, Math.min(range.last(), segment.last() + next));
                });
    }
}

package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.Spots;
import io.weighbridge.source.SourceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what some consecutive blocks hold, from the last to the first: looks at the states at both ends, and wherever
 * two neighbouring states differ, between them. One request follows the other; use many searches side by side. Used
 * once.
 */
final class SegmentSearch {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSearch.class);

    private final Ingest ingest;
    private final Spots spots;
    private final BoundaryStates boundaries;
    private final Habits habits;
    private final SearchLimit.Ticket ticket;
    private final BlockRange blocks;
    private final BlockRef head;
    private final SegmentFindings found;
    private final Deque<Gap> open = new ArrayDeque<>();

    SegmentSearch(
            Ingest ingest,
            BoundaryStates boundaries,
            Habits habits,
            SearchLimit.Ticket ticket,
            BlockRange blocks,
            BlockRef head,
            ProofLevel proofLevel) {
        this.ingest = ingest;
        this.spots = ingest.spots();
        this.boundaries = boundaries;
        this.habits = habits;
        this.ticket = ticket;
        this.blocks = blocks;
        this.head = head;
        this.found = new SegmentFindings(blocks, proofLevel, ingest.provesStates());
    }

    /** What they hold, told from as few states as possible. */
    Single<SegmentResult> run() {
        if (blocks.last() == 0) {
            return Single.just(found.result(Map.of()));
        }
        return ticket.awaitTurn()
                .andThen(spots.learn(new BlockRange(Math.max(1, blocks.first() - 1), blocks.last())))
                .andThen(Single.defer(() -> boundaries.around(blocks)))
                .flatMap(this::searched);
    }

    private Single<SegmentResult> searched(BoundaryStates.SegmentBounds bounds) {
        BlockRef before = bounds.before().block();
        BlockRef last = bounds.after().block();
        found.stateRead(before.number());
        found.stateRead(last.number());
        open.push(bounds.gap());
        return ticket.awaitTurn()
                .andThen(Completable.defer(() -> step(bounds.reader())))
                .repeatUntil(open::isEmpty)
                .andThen(Single.fromCallable(
                        () -> found.result(Map.of(before.number(), before.hash(), last.number(), last.hash()))));
    }

    /** What they hold, told from each of them; {@code unexplained} are those whose state contradicts itself. */
    Single<SegmentResult> scanAll(List<Long> unexplained) {
        LOG.warn(
                "blocks {} are scanned: {}",
                blocks,
                unexplained.isEmpty()
                        ? "their state has another shape than is known"
                        : "the state contradicts the extrinsics, or itself, in " + unexplained);
        unexplained.forEach(found::unexplained);
        var executed = new BlockRange(Math.max(1, blocks.first()), blocks.last());
        return scan(executed).andThen(Single.fromCallable(() -> found.result(Map.of())));
    }

    private Completable step(SnapshotReader reader) {
        Gap gap = open.pop();
        if (!gap.isPossible()) {
            found.unexplained(gap.after().number());
        }
        Verdict verdict = gap.verdict(habits, new Costs(spots.requestsForAHash()));
        if (verdict instanceof Verdict.Visit visit) {
            return visit(reader, gap, visit.block(), 0);
        }
        if (verdict instanceof Verdict.Guess guess) {
            return visit(reader, gap, guess.block(), gap.guesses() + 1);
        }
        if (verdict instanceof Verdict.Split split) {
            return split(reader, gap, split.block());
        }
        if (verdict instanceof Verdict.Scan scan) {
            LOG.debug("blocks {} are read one by one: {}", gap.blocks(), scan.why());
            return scan(gap.blocks());
        }
        found.unchanged(gap);
        return Completable.complete();
    }

    private Completable split(SnapshotReader reader, Gap gap, long block) {
        return spots.block(block, gap.hunch(habits).next())
                .flatMap(ref -> look(reader, ref, gap.after()))
                .doOnSuccess(middle -> {
                    push(gap, gap.before(), middle, gap.guesses());
                    push(gap, middle, gap.after(), gap.guesses());
                })
                .ignoreElement();
    }

    private Completable visit(SnapshotReader reader, Gap gap, long block, int guesses) {
        return spots.block(block)
                .flatMap(ref -> spots.visit(ref, reader.keys(ref, gap.after())))
                .flatMap(spot -> step(reader, gap, spot))
                .doOnSuccess(step -> {
                    found.stateRead(block);
                    found.visited(step);
                    habits.learn(step);
                    push(gap, gap.before(), step.before(), guesses);
                    push(gap, step.after(), gap.after(), guesses);
                })
                .ignoreElement();
    }

    /** A block that was read in full, with the states before and after it. */
    private Single<Step> step(SnapshotReader reader, Gap gap, Spots.Spot spot) {
        Map<AccountId, List<Long>> signatures =
                Signatures.in(spot.extrinsics(), spot.state().runtime());
        return reader.complete(spot.state())
                .map(reader::snapshot)
                .flatMap(after -> before(reader, gap, spot, after)
                        .map(before -> new Step(before, after, spot.finding(), signatures)));
    }

    private Single<Snapshot> before(SnapshotReader reader, Gap gap, Spots.Spot spot, Snapshot after) {
        var parent = new BlockRef(after.number() - 1, spot.parent());
        return parent.number() == gap.before().number()
                ? Single.just(linked(gap.before(), spot))
                : look(reader, parent, after);
    }

    private static Snapshot linked(Snapshot before, Spots.Spot spot) {
        if (!before.block().hash().equals(spot.parent())) {
            throw SourceException.Untrusted.brokenLink(spot.state().block(), spot.parent(), before.block());
        }
        return before;
    }

    private Completable scan(BlockRange range) {
        return ingest.walk()
                .over(range, head)
                .toList()
                .doOnSuccess(findings -> found.scanned(range, findings))
                .ignoreElement();
    }

    private void push(Gap around, Snapshot before, Snapshot after, int guesses) {
        if (before.number() < after.number()) {
            open.push(new Gap(before, after, around.hotkeys(), guesses));
        }
    }

    private Single<Snapshot> look(SnapshotReader reader, BlockRef block, Snapshot near) {
        found.stateRead(block.number());
        return reader.read(block, near);
    }
}

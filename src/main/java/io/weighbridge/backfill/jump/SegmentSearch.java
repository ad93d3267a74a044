package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.source.SourceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what some consecutive blocks hold, from the last to the first: reads the states at both ends, and wherever two
 * neighbouring states differ, states or blocks between them. Sends one request at a time; run many searches side by
 * side. Used once.
 */
final class SegmentSearch {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSearch.class);

    private final Ingest ingest;
    private final StateReader states;
    private final BoundaryStates boundaries;
    private final LearnedDelays delays;
    private final SearchLimit.Ticket ticket;
    private final BlockRange blocks;
    private final BlockRef head;
    private final SegmentFindings found;
    private final Deque<StateInterval> open = new ArrayDeque<>();

    SegmentSearch(
            Ingest ingest,
            BoundaryStates boundaries,
            LearnedDelays delays,
            SearchLimit.Ticket ticket,
            BlockRange blocks,
            BlockRef head,
            ProofLevel proofLevel) {
        this.ingest = ingest;
        this.states = ingest.states();
        this.boundaries = boundaries;
        this.delays = delays;
        this.ticket = ticket;
        this.blocks = blocks;
        this.head = head;
        this.found = new SegmentFindings(blocks, proofLevel, ingest.provesStates());
    }

    /** Finds what the blocks hold from as few states as possible. */
    Single<SegmentResult> run() {
        if (blocks.last() == 0) {
            return Single.just(found.result(Map.of()));
        }
        return ticket.awaitTurn()
                .andThen(states.learn(new BlockRange(Math.max(1, blocks.first() - 1), blocks.last())))
                .andThen(Single.defer(() -> boundaries.around(blocks)))
                .flatMap(this::searched);
    }

    private Single<SegmentResult> searched(BoundaryStates.SegmentBounds bounds) {
        BlockRef before = bounds.before().block();
        BlockRef last = bounds.after().block();
        found.stateRead(before.number());
        found.stateRead(last.number());
        open.push(bounds.interval());
        return ticket.awaitTurn()
                .andThen(Completable.defer(() -> next(bounds.reader())))
                .repeatUntil(open::isEmpty)
                .andThen(Single.fromCallable(
                        () -> found.result(Map.of(before.number(), before.hash(), last.number(), last.hash()))));
    }

    /** Finds what the blocks hold by reading each of them; {@code unexplained} are those whose state contradicts itself. */
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

    private Completable next(SnapshotReader reader) {
        StateInterval interval = open.pop();
        if (!interval.isPossible()) {
            found.unexplained(interval.after().number());
        }
        SearchAction action = interval.action(delays, new RequestCosts(states.requestsForAHash()));
        if (action instanceof SearchAction.Visit visit) {
            return visit(reader, interval, visit.block(), 0);
        }
        if (action instanceof SearchAction.Guess guess) {
            return visit(reader, interval, guess.block(), interval.guesses() + 1);
        }
        if (action instanceof SearchAction.Bisect bisect) {
            return bisect(reader, interval, bisect.block());
        }
        if (action instanceof SearchAction.Scan scan) {
            LOG.debug("blocks {} are read one by one: {}", interval.blocks(), scan.why());
            return scan(interval.blocks());
        }
        found.unchanged(interval);
        return Completable.complete();
    }

    private Completable bisect(SnapshotReader reader, StateInterval interval, long block) {
        return states.block(block, interval.likelihood(delays).next())
                .flatMap(ref -> read(reader, ref, interval.after()))
                .doOnSuccess(middle -> {
                    push(interval, interval.before(), middle, interval.guesses());
                    push(interval, middle, interval.after(), interval.guesses());
                })
                .ignoreElement();
    }

    private Completable visit(SnapshotReader reader, StateInterval interval, long block, int guesses) {
        return states.block(block)
                .flatMap(ref -> states.visit(ref, reader.keys(ref, interval.after())))
                .flatMap(read -> visited(reader, interval, read))
                .doOnSuccess(visited -> {
                    found.stateRead(block);
                    found.visited(visited);
                    delays.learn(visited);
                    push(interval, interval.before(), visited.before(), guesses);
                    push(interval, visited.after(), interval.after(), guesses);
                })
                .ignoreElement();
    }

    /** A block that was read in full, with the states before and after it. */
    private Single<VisitedBlock> visited(
            SnapshotReader reader, StateInterval interval, StateReader.BlockWithState read) {
        Map<AccountId, List<Long>> signedNonces =
                SignedNonces.in(read.extrinsics(), read.state().runtime());
        return reader.complete(read.state())
                .map(reader::snapshot)
                .flatMap(after -> before(reader, interval, read, after)
                        .map(before -> new VisitedBlock(before, after, read.finding(), signedNonces)));
    }

    private Single<Snapshot> before(
            SnapshotReader reader, StateInterval interval, StateReader.BlockWithState read, Snapshot after) {
        var parent = new BlockRef(after.number() - 1, read.parent());
        return parent.number() == interval.before().number()
                ? Single.just(linked(interval.before(), read))
                : read(reader, parent, after);
    }

    private static Snapshot linked(Snapshot before, StateReader.BlockWithState read) {
        if (!before.block().hash().equals(read.parent())) {
            throw SourceException.Untrusted.brokenLink(read.state().block(), read.parent(), before.block());
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

    private void push(StateInterval around, Snapshot before, Snapshot after, int guesses) {
        if (before.number() < after.number()) {
            open.push(new StateInterval(before, after, around.hotkeys(), guesses));
        }
    }

    private Single<Snapshot> read(SnapshotReader reader, BlockRef block, Snapshot near) {
        found.stateRead(block.number());
        return reader.read(block, near);
    }
}

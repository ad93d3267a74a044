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

/** What the expeditions into the pieces of one range have in common. Safe for many threads. */
public final class Campaign {

    private final Ingest ingest;
    private final BlockRef head;
    private final Rigour rigour;
    private final BoundaryStates boundaries;
    private final Habits habits;
    private final Turns turns;

    private Campaign(Ingest ingest, BlockRef head, Rigour rigour, Habits habits) {
        this.ingest = ingest;
        this.head = head;
        this.rigour = rigour;
        this.habits = habits;
        this.turns = new Turns(ingest::requestsPerMinute);
        this.boundaries = new BoundaryStates(
                ingest.spots(),
                new SnapshotDecoder(ingest.tracked().hotkeys(), ingest.tracked().netuids(), Set.of(), rigour));
    }

    /**
     * A campaign that has not begun.
     *
     * @param ingest where to ask, and for whom; hotkeys must be named
     * @param head a finalized head, not below any of the blocks
     * @param rigour what to look at
     */
    public static Campaign of(Ingest ingest, BlockRef head, Rigour rigour) {
        return new Campaign(ingest, head, rigour, new Habits());
    }

    /** Looks at the state after a block, to know what is asked of others; a fault is left to whoever needs that state. */
    public Completable prepare(long block) {
        return boundaries.prepare(block).onErrorComplete(fault -> !(fault instanceof Error));
    }

    /**
     * What some blocks hold. Where the proof fails, each witness is heard alone, and who contradicts itself is not believed;
     * where nobody is left, or a state has another shape than is known here, every block is read.
     *
     * @param witnesses the endpoints that are asked; none where there is only one
     * @return fails as {@link io.weighbridge.ingest.Walk#over} does
     */
    public Single<Report> report(BlockRange blocks, List<Witness> witnesses) {
        return Single.using(turns::join, turn -> report(blocks, witnesses, turn), Turns.Turn::leave);
    }

    private Single<Report> report(BlockRange blocks, List<Witness> witnesses, Turns.Turn turn) {
        return Single.defer(() -> expedition(blocks, turn).report())
                .flatMap(report -> report.proof().holds()
                        ? Single.just(report)
                        : Hearing.of(witnesses, source -> through(source).alone(blocks))
                                .switchIfEmpty(Single.defer(() -> expedition(blocks, turn)
                                        .scanAll(report.proof().unexplained()))))
                .onErrorResumeNext(fault -> fault instanceof DecodeException
                        ? expedition(blocks, turn).scanAll(List.of())
                        : Single.error(fault));
    }

    /** About how many extrinsics the hotkeys and their proxies signed in some blocks, by their nonces. */
    public Single<Long> signed(BlockRange blocks) {
        return boundaries.between(blocks).map(gap -> gap.signed().orElse(0L));
    }

    private Single<Report> alone(BlockRange blocks) {
        return Single.using(turns::join, turn -> expedition(blocks, turn).report(), Turns.Turn::leave);
    }

    private Campaign through(ChainSource source) {
        return new Campaign(ingest.through(source), head, rigour, habits);
    }

    private Expedition expedition(BlockRange blocks, Turns.Turn turn) {
        return new Expedition(ingest, boundaries, habits, turn, blocks, head, rigour);
    }
}

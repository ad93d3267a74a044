package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.ingest.Spots;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.source.SourceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what some consecutive blocks hold, from the last to the first: looks at the states at both ends, and wherever
 * two neighbouring states differ, between them. One request follows the other; use many expeditions side by side. Used
 * once.
 */
public final class Expedition {

    private static final Logger LOG = LoggerFactory.getLogger(Expedition.class);

    /** Subnets that are searched for hotkeys in one request: more than the chain has (128 in 2026). */
    private static final int SUBNETS = 256;

    private final Ingest ingest;
    private final Spots spots;
    private final BlockRange blocks;
    private final BlockRef head;
    private final Journal journal;
    private final Deque<Gap> open = new ArrayDeque<>();
    private final Map<Long, Hash> hashes = new HashMap<>();
    private Watch watch;

    private Expedition(Ingest ingest, BlockRange blocks, BlockRef head, Rigour rigour) {
        this.ingest = ingest;
        this.spots = ingest.spots();
        this.blocks = blocks;
        this.head = head;
        this.journal = new Journal(blocks, rigour, ingest.provesStates());
        this.watch = new Watch(ingest.tracked().hotkeys(), ingest.tracked().netuids(), Set.of(), rigour);
    }

    /**
     * What those blocks hold. Where the proof fails, each witness is heard alone, and who contradicts itself is not believed;
     * where nobody is left, or a state has another shape than is known here, every block is read.
     *
     * @param ingest where to ask, and for whom; hotkeys must be named
     * @param blocks the blocks
     * @param head a finalized head, not below them
     * @param rigour what to look at
     * @param witnesses the endpoints that are asked; none where there is only one
     * @return fails as {@link io.weighbridge.ingest.Walk#over} does
     */
    public static Single<Report> into(
            Ingest ingest, BlockRange blocks, BlockRef head, Rigour rigour, List<Witness> witnesses) {
        return Single.defer(() -> new Expedition(ingest, blocks, head, rigour).report())
                .flatMap(report -> report.proof().holds()
                        ? Single.just(report)
                        : Hearing.of(
                                        witnesses,
                                        source -> new Expedition(ingest.through(source), blocks, head, rigour).report())
                                .switchIfEmpty(Single.defer(() -> new Expedition(ingest, blocks, head, rigour)
                                        .scanAll(report.proof().unexplained()))))
                .onErrorResumeNext(fault -> fault instanceof DecodeException
                        ? new Expedition(ingest, blocks, head, rigour).scanAll(List.of())
                        : Single.error(fault));
    }

    /** About how many extrinsics the hotkeys and their proxies signed in those blocks, by their nonces. */
    public static Single<Long> signed(Ingest ingest, BlockRange blocks) {
        return Single.defer(() -> {
            var there = new Expedition(ingest, blocks, new BlockRef(blocks.last(), Hash.ZERO), Rigour.PROVED);
            return there.look(blocks.last(), Optional.empty())
                    .flatMap(last -> there.look(there.beforeFirst(), Optional.of(last))
                            .map(first -> there.gap(first, last).signed().orElse(0L)));
        });
    }

    private long beforeFirst() {
        return Math.max(0, blocks.first() - 1);
    }

    private Single<Report> report() {
        long before = beforeFirst();
        if (blocks.last() == 0) {
            return Single.just(journal.report(Map.of()));
        }
        return spots.learn(new BlockRange(Math.max(1, before), blocks.last()))
                .andThen(findSubnets())
                .andThen(Single.defer(() -> look(blocks.last(), Optional.empty())))
                .flatMapCompletable(last -> look(before, Optional.of(last))
                        .doOnSuccess(first -> {
                            open.push(gap(first, last));
                        })
                        .ignoreElement())
                .andThen(Completable.defer(this::step).repeatUntil(open::isEmpty))
                .andThen(Single.fromCallable(() -> journal.report(edges())));
    }

    private Map<Long, Hash> edges() {
        var edges = new HashMap<>(hashes);
        edges.keySet().retainAll(Set.of(beforeFirst(), blocks.last()));
        return edges;
    }

    private Single<Report> scanAll(List<Long> unexplained) {
        LOG.warn(
                "blocks {} are scanned: {}",
                blocks,
                unexplained.isEmpty()
                        ? "their state has another shape than is known"
                        : "the state contradicts the extrinsics, or itself, in " + unexplained);
        unexplained.forEach(journal::unexplained);
        var executed = new BlockRange(Math.max(1, blocks.first()), blocks.last());
        return scan(executed).andThen(Single.fromCallable(() -> journal.report(Map.of())));
    }

    private Completable step() {
        Gap gap = open.pop();
        if (!gap.isPossible()) {
            journal.unexplained(gap.after().number());
        }
        Verdict verdict = gap.verdict();
        if (verdict instanceof Verdict.Visit visit) {
            return visit(gap, visit.block());
        }
        if (verdict instanceof Verdict.Split split) {
            return look(split.block(), Optional.of(gap.after()))
                    .doOnSuccess(middle -> {
                        open.push(gap(gap.before(), middle));
                        open.push(gap(middle, gap.after()));
                    })
                    .ignoreElement();
        }
        if (verdict instanceof Verdict.Scan) {
            return scan(gap.blocks());
        }
        journal.quiet(gap);
        return Completable.complete();
    }

    private Completable visit(Gap gap, long block) {
        return ref(block)
                .flatMap(ref -> spots.visit(ref, keys(ref, Optional.of(gap.after()))))
                .flatMap(spot -> complete(spot.state()).flatMap(after -> {
                    var parent = new BlockRef(block - 1, spot.parent());
                    Single<Snapshot> before = parent.number() == gap.before().number()
                            ? Single.just(linked(gap.before(), spot))
                            : look(parent, Optional.of(after));
                    return before.map(state -> new Step(
                            state,
                            after,
                            spot.finding(),
                            Signatures.in(spot.extrinsics(), spot.state().runtime())));
                }))
                .doOnSuccess(step -> {
                    journal.looked(block);
                    journal.visited(step);
                    pushUnlessEmpty(gap.before(), step.before());
                    pushUnlessEmpty(step.after(), gap.after());
                })
                .ignoreElement();
    }

    private static Snapshot linked(Snapshot before, Spots.Spot spot) {
        if (!before.block().hash().equals(spot.parent())) {
            throw new SourceException.Untrusted("broken chain: block "
                    + spot.state().block() + " names " + spot.parent() + " as its parent, but block "
                    + before.number() + " was " + before.block().hash()
                    + "; the endpoint contradicts itself or follows another fork. Use another endpoint");
        }
        return before;
    }

    private Completable scan(BlockRange range) {
        return ingest.walk()
                .over(range, head)
                .toList()
                .doOnSuccess(findings -> journal.scanned(range, findings))
                .ignoreElement();
    }

    private void pushUnlessEmpty(Snapshot before, Snapshot after) {
        if (before.number() < after.number()) {
            open.push(gap(before, after));
        }
    }

    private Gap gap(Snapshot before, Snapshot after) {
        return new Gap(before, after, watch.hotkeys());
    }

    /** Looks for the hotkeys on every subnet, at both ends: what is done elsewhere explains nonces. */
    private Completable findSubnets() {
        Set<AccountId> hotkeys = watch.hotkeys();
        return registered(blocks.last(), hotkeys)
                .flatMap(last -> watch.netuids().isEmpty()
                        ? registered(beforeFirst(), hotkeys).map(first -> {
                            var all = new HashSet<>(last);
                            all.addAll(first);
                            return all;
                        })
                        : Single.just(last))
                .doOnSuccess(places -> {
                    Set<Netuid> netuids = new HashSet<>(watch.netuids());
                    if (netuids.isEmpty()) {
                        places.forEach(place -> netuids.add(place.netuid()));
                    }
                    var elsewhere = new HashSet<>(places);
                    elsewhere.removeIf(place -> netuids.contains(place.netuid()));
                    watch = new Watch(hotkeys, netuids, elsewhere, watch.rigour());
                })
                .ignoreElement();
    }

    private Single<Set<Place>> registered(long number, Set<AccountId> hotkeys) {
        return ref(number).flatMap(block -> registered(block, hotkeys, 0, 0));
    }

    /** Netuids have gaps, but the chain says how many subnets there are: looks on until all of them were seen. */
    private Single<Set<Place>> registered(BlockRef block, Set<AccountId> hotkeys, int from, long seen) {
        int to = Math.min(Netuid.LIMIT, from + SUBNETS);
        return spots.state(block, runtime -> subnetKeys(empty(block, runtime), hotkeys, from, to))
                .flatMap(state -> {
                    Set<Place> here = places(state, hotkeys, from, to);
                    long all = seen + Watch.countOf(state, from, to);
                    return all >= watch.total(state) || to == Netuid.LIMIT
                            ? Single.just(here)
                            : registered(block, hotkeys, to, all).map(more -> union(here, more));
                });
    }

    private static List<Bytes> subnetKeys(Spots.State empty, Set<AccountId> hotkeys, int from, int to) {
        var keys = new HashSet<>(Watch.registrations(empty, hotkeys, from, to).keySet());
        keys.addAll(Watch.subnets(empty, from, to));
        return keys.stream().sorted().toList();
    }

    private static Set<Place> places(Spots.State state, Set<AccountId> hotkeys, int from, int to) {
        var places = new HashSet<Place>();
        Watch.registrations(state, hotkeys, from, to).forEach((key, place) -> {
            if (state.values().getOrDefault(key, Optional.empty()).isPresent()) {
                places.add(place);
            }
        });
        return places;
    }

    private static Set<Place> union(Set<Place> some, Set<Place> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private Single<Snapshot> look(long number, Optional<Snapshot> near) {
        return ref(number).flatMap(block -> look(block, near));
    }

    private Single<Snapshot> look(BlockRef block, Optional<Snapshot> near) {
        journal.looked(block.number());
        hashes.put(block.number(), block.hash());
        return spots.state(block, keys(block, near)).flatMap(this::complete);
    }

    /** Fetches what turns out to be missing, until nothing is. */
    private Single<Snapshot> complete(Spots.State state) {
        Watch.Look look = watch.at(state);
        return look.missing().isEmpty()
                ? Single.just(look.snapshot())
                : spots.more(state, look.missing().stream().sorted().toList()).flatMap(this::complete);
    }

    private Function<Runtime, List<Bytes>> keys(BlockRef block, Optional<Snapshot> near) {
        return runtime -> near.map(snapshot -> watch.keys(empty(block, runtime), snapshot))
                .orElseGet(() -> watch.at(empty(block, runtime)).missing().stream()
                        .sorted()
                        .toList());
    }

    private static Spots.State empty(BlockRef block, Runtime runtime) {
        return new Spots.State(block, runtime, Map.of());
    }

    private Single<BlockRef> ref(long number) {
        Hash known = hashes.get(number);
        return known != null
                ? Single.just(new BlockRef(number, known))
                : spots.block(number).doOnSuccess(block -> hashes.put(number, block.hash()));
    }
}

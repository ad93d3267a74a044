package io.weighbridge.backfill.jump;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Netuid;
import io.weighbridge.ingest.StateReader;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The states at the boundaries of segments, each read once for both neighbouring segments. Safe for many threads. */
final class BoundaryStates {

    /** States that are kept: more than there are segments searched at the same time. */
    private static final int KEPT = 128;

    private final StateReader states;
    private final SnapshotDecoder decoder;
    private final RegistrationSearch search;
    private final Map<Long, Single<Boundary>> boundaries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Single<Boundary>> eldest) {
            return size() > KEPT;
        }
    };
    private volatile Optional<Snapshot> example = Optional.empty();

    /** Nothing is read yet; the decoder does not know yet on which other subnets the hotkeys are registered. */
    BoundaryStates(StateReader states, SnapshotDecoder decoder) {
        this.states = states;
        this.decoder = decoder;
        this.search =
                new RegistrationSearch(decoder.hotkeys(), decoder.netuids().isEmpty());
    }

    /**
     * The state after a block.
     *
     * @param state what is known of it
     * @param pairs where the hotkeys are registered
     */
    private record Boundary(StateReader.State state, Set<SubnetHotkey> pairs) {}

    /** Reads the state after a block, and learns from it which keys to ask of others. */
    Completable prepare(long block) {
        return at(block)
                .flatMap(boundary -> reader(boundary, boundary)
                        .complete(boundary.state())
                        .doOnSuccess(state -> {
                            example = Optional.of(reader(boundary, boundary).snapshot(state));
                            keep(block, Single.just(new Boundary(state, boundary.pairs())));
                        }))
                .ignoreElement();
    }

    /** The states before and after some blocks, and the reader of those in between. */
    Single<SegmentBounds> around(BlockRange blocks) {
        return Single.zip(at(Math.max(0, blocks.first() - 1)), at(blocks.last()), this::reader)
                .flatMap(reader -> Single.zip(
                        seen(reader, Math.max(0, blocks.first() - 1)),
                        seen(reader, blocks.last()),
                        (before, after) -> new SegmentBounds(reader, before, after)));
    }

    /** The interval between the states before and after some blocks. */
    Single<StateInterval> between(BlockRange blocks) {
        return around(blocks).map(SegmentBounds::interval);
    }

    /** The states before and after a segment, and the reader of those inside it. */
    record SegmentBounds(SnapshotReader reader, Snapshot before, Snapshot after) {

        StateInterval interval() {
            return new StateInterval(before, after, reader.decoder().hotkeys());
        }
    }

    private Single<Snapshot> seen(SnapshotReader reader, long block) {
        return at(block)
                .flatMap(boundary -> reader.complete(boundary.state()))
                .map(reader::snapshot)
                .doOnSuccess(snapshot -> {
                    if (example.isEmpty()) {
                        example = Optional.of(snapshot);
                    }
                });
    }

    /** Updates on other subnets are read too, as they explain nonces. */
    private SnapshotReader reader(Boundary first, Boundary last) {
        Set<Netuid> netuids = new HashSet<>(decoder.netuids());
        var elsewhere = new HashSet<>(last.pairs());
        if (netuids.isEmpty()) {
            first.pairs().forEach(pair -> netuids.add(pair.netuid()));
            last.pairs().forEach(pair -> netuids.add(pair.netuid()));
        }
        elsewhere.removeIf(pair -> netuids.contains(pair.netuid()));
        return new SnapshotReader(
                states, new SnapshotDecoder(decoder.hotkeys(), netuids, elsewhere, decoder.proofLevel()));
    }

    private Single<Boundary> at(long block) {
        synchronized (boundaries) {
            return boundaries.computeIfAbsent(block, this::fetched);
        }
    }

    private void keep(long block, Single<Boundary> boundary) {
        synchronized (boundaries) {
            boundaries.put(block, boundary);
        }
    }

    private Single<Boundary> fetched(long block) {
        return states.block(block)
                .flatMap(ref -> states.state(ref, runtime -> keys(ref, runtime)))
                .flatMap(state -> search.registered(states, state).map(pairs -> new Boundary(state, pairs)))
                .doOnError(fault -> forget(block))
                .cache();
    }

    private void forget(long block) {
        synchronized (boundaries) {
            boundaries.remove(block);
        }
    }

    private List<Bytes> keys(BlockRef block, Runtime runtime) {
        StateReader.State empty = SnapshotReader.empty(block, runtime);
        var keys = new HashSet<>(search.keys(empty));
        keys.addAll(example.map(near -> decoder.keys(empty, near))
                .orElseGet(() -> List.copyOf(decoder.decode(empty).missing())));
        return keys.stream().sorted().toList();
    }
}

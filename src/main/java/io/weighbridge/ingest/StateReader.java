package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads single blocks and values of states, in any order, where it is known which blocks matter. Waits until faults pass.
 * Safe for many threads.
 */
public final class StateReader {

    private final ChainSource source;
    private final BlockHashes hashes;
    private final BlockReader reader;
    private final SpecVersions specs;
    private final Runtimes runtimes;
    private final Retries retries;
    private final Scheduler computation;

    StateReader(
            ChainSource source,
            BlockHashes hashes,
            BlockReader reader,
            SpecVersions specs,
            Runtimes runtimes,
            Retries retries,
            Scheduler computation) {
        this.source = source;
        this.hashes = hashes;
        this.reader = reader;
        this.specs = specs;
        this.runtimes = runtimes;
        this.retries = retries;
        this.computation = computation;
    }

    /** Determines the runtimes of all these blocks, before any of them is read. */
    public Completable learn(BlockRange blocks) {
        return specs.learn(blocks);
    }

    /** The canonical block of that number, which must not be above the finalized head. */
    public Single<BlockRef> block(long number) {
        return block(number, List.of());
    }

    /**
     * The same.
     *
     * @param likely numbers of blocks that may be wanted next, none above the finalized head; their hashes are fetched
     *     too if that costs no request
     */
    public Single<BlockRef> block(long number, List<Long> likely) {
        return hash(number, likely).map(hash -> new BlockRef(number, hash));
    }

    /** How many requests a block's hash cost so far on average, 0 to 1: less than 1 if lists of hashes were fetched. */
    public double requestsForAHash() {
        return hashes.cost();
    }

    private Single<Hash> hash(long number, List<Long> likely) {
        return hashes.of(number, likely).compose(retries.insisting());
    }

    /**
     * The source's fault if the state after a block is pruned; empty if it is kept, or if the request fails in another
     * way, which will show again when the state is needed.
     */
    public Maybe<SourceException.Pruned> pruned(long block) {
        return block(block)
                .flatMap(ref -> Single.defer(() -> source.storage(ref.hash(), List.of(BlockReader.EVENTS)))
                        .compose(retries.insisting()))
                .flatMapMaybe(values -> Maybe.<SourceException.Pruned>empty())
                .onErrorResumeNext(fault -> {
                    if (fault instanceof SourceException.Pruned pruned) {
                        return Maybe.just(pruned);
                    }
                    return fault instanceof SourceException ? Maybe.empty() : Maybe.error(fault);
                });
    }

    /**
     * Values from the state after a block, all in one request.
     *
     * @param keys the storage keys of the values, given the runtime that wrote the state
     */
    public Single<State> state(BlockRef block, Function<Runtime, List<Bytes>> keys) {
        return runtime(block)
                .flatMap(runtime ->
                        values(block, keys.apply(runtime), Map.of()).map(values -> new State(block, runtime, values)));
    }

    /** The same state with more values. */
    public Single<State> more(State state, List<Bytes> keys) {
        return values(state.block(), keys, state.values())
                .map(values -> new State(state.block(), state.runtime(), values));
    }

    /** Reads a block in full, and values from the state after it in the same request as its events. */
    public Single<BlockWithState> visit(BlockRef block, Function<Runtime, List<Bytes>> keys) {
        return Single.defer(() -> {
            Single<State> state = state(block, runtime -> with(BlockReader.EVENTS, keys.apply(runtime)))
                    .cache();
            var prefetched = new PrefetchedSource(source, block.hash(), state);
            return Single.zip(
                    state,
                    reader.asking(prefetched).read(block),
                    (found, read) -> new BlockWithState(read.parent(), read.finding(), prefetched.body(), found));
        });
    }

    /** Genesis was not executed; its state is encoded by the runtime that it holds, which executes block 1. */
    private Single<Runtime> runtime(BlockRef block) {
        long executed = Math.max(1, block.number());
        return spec(executed).flatMap(spec -> runtimes.of(spec, block, hash(executed - 1, List.of())));
    }

    private Single<Integer> spec(long block) {
        OptionalInt known = specs.at(block);
        return known.isPresent()
                ? Single.just(known.getAsInt())
                : specs.learn(new BlockRange(block, block))
                        .andThen(Single.fromCallable(() -> specs.at(block).orElseThrow()));
    }

    private Single<Map<Bytes, Optional<Bytes>>> values(
            BlockRef block, List<Bytes> keys, Map<Bytes, Optional<Bytes>> known) {
        return Single.defer(() -> source.storage(block.hash(), keys))
                .compose(retries.insisting())
                .observeOn(computation)
                .map(values -> {
                    var all = new HashMap<>(known);
                    for (int i = 0; i < keys.size(); i++) {
                        StorageValue value = values.get(i);
                        all.put(keys.get(i), value.value());
                    }
                    return Map.copyOf(all);
                });
    }

    private static List<Bytes> with(Bytes first, List<Bytes> others) {
        var all = new ArrayList<Bytes>(others.size() + 1);
        all.add(first);
        all.addAll(others);
        return all;
    }

    /**
     * Values from the state after a block.
     *
     * @param block the block
     * @param runtime the runtime that executed it and encoded the values
     * @param values the values by storage key; empty where nothing is stored
     */
    public record State(BlockRef block, Runtime runtime, Map<Bytes, Optional<Bytes>> values) {

        /** Copies the values. */
        public State {
            values = Map.copyOf(values);
        }

        /** The value of a key; absent if it was not fetched. */
        StorageValue value(Bytes key) {
            return values.getOrDefault(key, Optional.empty())
                    .<StorageValue>map(StorageValue.Present::new)
                    .orElse(StorageValue.Absent.ABSENT);
        }
    }

    /**
     * A block that was read in full.
     *
     * @param parent the hash of the block before
     * @param finding its finding
     * @param extrinsics its body; empty if the body could not be fetched, and for genesis
     * @param state values from the state after it
     */
    public record BlockWithState(Hash parent, Finding finding, List<Bytes> extrinsics, State state) {

        /** Copies the body. */
        public BlockWithState {
            extrinsics = List.copyOf(extrinsics);
        }
    }
}

package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.WeightFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads everything in a block: calls, their outcomes, and actions without a call. Fetches events, and values of the
 * state as long as the decoder asks for more. Safe for many threads.
 */
final class FullInterpretation implements Interpretation {

    /** The value of {@code System.Events} of a block without events. */
    private static final Bytes NO_EVENTS = Bytes.copyOf((byte) 0);

    /**
     * The most rounds of fetching state for a block: a value may tell the next key to fetch, but only a few times.
     * Bounds a faulty decoder.
     */
    private static final int ROUNDS = 4;

    private final ChainSource source;
    private final BlockDecoder decoder;
    private final Runtimes runtimes;
    private final Scheduler computation;

    FullInterpretation(ChainSource source, BlockDecoder decoder, Runtimes runtimes, Scheduler computation) {
        this.source = source;
        this.decoder = decoder;
        this.runtimes = runtimes;
        this.computation = computation;
    }

    @Override
    public Interpretation asking(ChainSource other) {
        return new FullInterpretation(other, decoder, runtimes, computation);
    }

    @Override
    public Single<List<WeightFact>> facts(RawBlock block, int spec) {
        return Single.zip(
                        runtimes.of(spec, block.ref(), block.header().parentHash()),
                        events(block),
                        (runtime, records) -> new Decoding(block, runtime, records))
                .observeOn(computation)
                .flatMap(decoding -> decode(decoding, Map.of(), ROUNDS));
    }

    private Single<List<WeightFact>> decode(Decoding what, Map<Bytes, Optional<Bytes>> state, int roundsLeft) {
        Reading reading = decoder.read(what.block(), what.runtime(), what.events(), state);
        if (reading instanceof Reading.Complete complete) {
            return enriched(what, state, complete, roundsLeft);
        }
        List<Bytes> keys =
                ((Reading.NeedsState) reading).keys().stream().sorted().toList();
        if (roundsLeft == 0) {
            return Single.error(new IllegalStateException("after " + ROUNDS + " rounds " + keys.size()
                    + " more storage keys are asked for, such as "
                    + keys.stream().limit(1).toList()));
        }
        return source.storage(what.block().ref().hash(), keys)
                .observeOn(computation)
                .flatMap(values -> decode(what, with(state, keys, values), roundsLeft - 1));
    }

    /** The facts, completed by optional values of the state that the source has. */
    private Single<List<WeightFact>> enriched(
            Decoding what, Map<Bytes, Optional<Bytes>> state, Reading.Complete complete, int roundsLeft) {
        if (complete.welcome().isEmpty() || roundsLeft == 0) {
            return Single.just(complete.facts());
        }
        Hash block = what.block().ref().hash();
        List<Bytes> keys = complete.welcome().stream().sorted().toList();
        return source.storage(block, keys)
                .onErrorResumeNext(fault ->
                        fault instanceof SourceException.Unusable ? whatIsThere(block, keys) : Single.error(fault))
                .observeOn(computation)
                .flatMap(values -> {
                    Map<Bytes, Optional<Bytes>> richer = with(state, keys, values);
                    return decoder.read(what.block(), what.runtime(), what.events(), richer)
                                    instanceof Reading.Complete more
                            ? enriched(what, richer, more, roundsLeft - 1)
                            : Single.just(complete.facts());
                });
    }

    /**
     * A source that has only some keys, such as a recording: each key is requested alone, and missing ones count as
     * absent.
     */
    private Single<List<StorageValue>> whatIsThere(Hash block, List<Bytes> keys) {
        return Flowable.fromIterable(keys)
                .concatMapSingle(key -> source.storage(block, List.of(key))
                        .map(values -> values.get(0))
                        .onErrorResumeNext(fault -> fault instanceof SourceException.Unusable
                                ? Single.just(StorageValue.Absent.ABSENT)
                                : Single.error(fault)))
                .toList();
    }

    private static Map<Bytes, Optional<Bytes>> with(
            Map<Bytes, Optional<Bytes>> state, List<Bytes> keys, List<StorageValue> values) {
        var more = new HashMap<>(state);
        for (int i = 0; i < keys.size(); i++) {
            more.put(keys.get(i), values.get(i).value());
        }
        return Map.copyOf(more);
    }

    private Single<Bytes> events(RawBlock block) {
        return source.storage(block.ref().hash(), List.of(BlockReader.EVENTS)).map(values -> {
            Optional<Bytes> events = values.get(0).value();
            if (events.isEmpty() && !block.extrinsics().isEmpty()) {
                throw new SourceException.Untrusted("block " + block.ref() + " has "
                        + block.extrinsics().size() + " extrinsics, but its state has no System.Events");
            }
            return events.orElse(NO_EVENTS);
        });
    }

    /** What is the same in every round. */
    private record Decoding(RawBlock block, Runtime runtime, Bytes events) {}
}

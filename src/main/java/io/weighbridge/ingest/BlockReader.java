package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Twox;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one block: fetches its bytes, and more of its state as long as the decoder asks for it, and decodes them with the
 * runtime that executed it. Faults that pass are waited out; a block that cannot be read comes back as
 * {@link Finding.Unreadable}. Safe for many threads.
 */
final class BlockReader {

    /** The keys of two plain storage items that every Substrate chain has: twox128 of the pallet, then of the item. */
    static final Bytes EVENTS = Bytes.concat(Twox.hash128("System"), Twox.hash128("Events"));

    private static final Bytes NOW = Bytes.concat(Twox.hash128("Timestamp"), Twox.hash128("Now"));

    /** The value of {@code System.Events} of a block without events. */
    private static final Bytes NO_EVENTS = Bytes.copyOf((byte) 0);

    /** A decoder follows at most a pointer to a pointer; more is a decoder that never ends. */
    private static final int ROUNDS = 4;

    private final ChainSource source;
    private final BlockDecoder decoder;
    private final SpecVersions specs;
    private final Runtimes runtimes;
    private final IngestOptions options;
    private final IngestSchedulers schedulers;

    BlockReader(
            ChainSource source,
            BlockDecoder decoder,
            SpecVersions specs,
            Runtimes runtimes,
            IngestOptions options,
            IngestSchedulers schedulers) {
        this.source = source;
        this.decoder = decoder;
        this.specs = specs;
        this.runtimes = runtimes;
        this.options = options;
        this.schedulers = schedulers;
    }

    /** The same reader, asking another source of the same chain. */
    BlockReader asking(ChainSource other) {
        return new BlockReader(other, decoder, specs, runtimes, options, schedulers);
    }

    /** Reads in the same way what another source has. */
    BlockReader from(ChainSource other) {
        return new BlockReader(other, decoder, specs, runtimes, options, schedulers);
    }

    /** Reads the canonical block of that number, which must not be above the finalized head. */
    Single<Visit> read(long number) {
        return read(number, askHash(number));
    }

    /** Reads a block whose hash is known. */
    Single<Visit> read(BlockRef block) {
        return read(block.number(), Single.just(block.hash()));
    }

    /** The hash of the canonical block of that number, which must not be above the finalized head. */
    Single<Hash> hash(long number) {
        return askHash(number).compose(insistently());
    }

    /** The header of the canonical block of that number, which must not be above the finalized head. */
    Single<Header> header(long number) {
        return askHash(number).flatMap(source::header).compose(insistently());
    }

    /** The chain's time at a block. */
    Single<Instant> timeAt(BlockRef block) {
        return Single.defer(() -> source.storage(block.hash(), List.of(NOW)))
                .map(values -> values.get(0)
                        .value()
                        .map(now -> Instant.ofEpochMilli(new ScaleReader(now).u64()))
                        .orElseThrow(() ->
                                new SourceException.Untrusted("block " + block + " has no Timestamp.Now in its state")))
                .compose(insistently());
    }

    private Single<Visit> read(long number, Single<Hash> hash) {
        return hash.flatMap(found -> fetch(new BlockRef(number, found)))
                .compose(patiently())
                .onErrorResumeNext(
                        fault -> options.faults().parks(fault) ? putAside(number, hash, fault) : Single.error(fault));
    }

    private Single<Hash> askHash(long number) {
        return Single.defer(() -> source.blockHash(number)
                .switchIfEmpty(Single.error(() -> new SourceException.Transient(
                        "the endpoint has no block " + number + " yet, which is not above a finalized head"))));
    }

    private Single<Visit> fetch(BlockRef wanted) {
        if (wanted.number() == 0) {
            // Nobody executed genesis: it has no extrinsics, no events and no parent.
            var nothing = new Finding.Facts(new BlockRange(0, 0), List.of());
            return Single.just(new Visit(wanted, Hash.ZERO, false, Visit.NO_RUNTIME, nothing));
        }
        return source.block(wanted.hash()).observeOn(schedulers.computation()).flatMap(block -> {
            if (!block.ref().equals(wanted)) {
                return Single.error(
                        new SourceException.Untrusted("asked for block " + wanted + ", got block " + block.ref()));
            }
            return specs.of(wanted, block.header().parentHash()).flatMap(spec -> interpret(block, spec));
        });
    }

    private Single<Visit> interpret(RawBlock block, int spec) {
        return Single.defer(() -> facts(block, spec))
                .<Finding>map(facts -> new Finding.Facts(new BlockRange(number(block), number(block)), facts))
                .map(finding -> Visit.of(block.ref(), block.header(), spec, finding))
                .onErrorResumeNext(
                        fault -> isFaultOfTheBlock(fault) ? interpretAgain(block, spec, fault) : Single.error(fault));
    }

    private Single<List<WeightFact>> facts(RawBlock block, int spec) {
        if (options.events() == IngestOptions.Events.WHEN_BODY_NEEDS && !decoder.mayHoldCall(block)) {
            return Single.just(List.of());
        }
        return Single.zip(
                        runtimes.of(spec, block.ref(), block.header().parentHash()),
                        events(block),
                        (runtime, events) -> new Decoding(block, runtime, events))
                .observeOn(schedulers.computation())
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
                .observeOn(schedulers.computation())
                .flatMap(values -> decode(what, with(state, keys, values), roundsLeft - 1));
    }

    /** The facts with all that the state tells beyond the block, as far as the source has it. */
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
                .observeOn(schedulers.computation())
                .flatMap(values -> {
                    Map<Bytes, Optional<Bytes>> richer = with(state, keys, values);
                    return decoder.read(what.block(), what.runtime(), what.events(), richer)
                                    instanceof Reading.Complete more
                            ? enriched(what, richer, more, roundsLeft - 1)
                            : Single.just(complete.facts());
                });
    }

    /** A recording has only some keys: each is asked for alone, and those that it lacks count as absent. */
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
        return source.storage(block.ref().hash(), List.of(EVENTS)).map(values -> {
            Optional<Bytes> events = values.get(0).value();
            if (events.isEmpty() && !block.extrinsics().isEmpty()) {
                throw new SourceException.Untrusted("block " + block.ref() + " has "
                        + block.extrinsics().size() + " extrinsics, but its state has no System.Events");
            }
            return events.orElse(NO_EVENTS);
        });
    }

    /** Before a block is given up, its runtime is asked for: it may not be the one that was believed. */
    private Single<Visit> interpretAgain(RawBlock block, int spec, Throwable fault) {
        return specs.recheck(block.ref(), block.header().parentHash()).flatMap(asked -> {
            if (asked != spec) {
                return interpret(block, asked);
            }
            if (!options.faults().parks(fault)) {
                return Single.error(fault);
            }
            String reason = "block " + block.ref() + " (spec " + spec + "), " + describe(fault);
            return Single.just(
                    Visit.of(block.ref(), block.header(), spec, new Finding.Unreadable(number(block), reason)));
        });
    }

    /** The header of a block that cannot be read still holds the chain together. */
    private Single<Visit> putAside(long number, Single<Hash> hash, Throwable fault) {
        return hash.flatMap(found -> source.header(found)
                        .map(header -> Visit.of(
                                new BlockRef(number, found),
                                header,
                                Visit.NO_RUNTIME,
                                new Finding.Unreadable(number, "block " + number + ": " + describe(fault)))))
                .compose(insistently());
    }

    private static boolean isFaultOfTheBlock(Throwable fault) {
        return !(fault instanceof SourceException || fault instanceof StoreException || fault instanceof Error);
    }

    private static String describe(Throwable fault) {
        return fault.getClass().getName().startsWith("io.weighbridge.")
                ? String.valueOf(fault.getMessage())
                : "unexpected " + fault;
    }

    private static long number(RawBlock block) {
        return block.ref().number();
    }

    private <T> SingleTransformer<T, T> patiently() {
        return options.faults().retrying(schedulers.timers());
    }

    private <T> SingleTransformer<T, T> insistently() {
        return options.faults().insisting(schedulers.timers());
    }

    /** What does not change from round to round. */
    private record Decoding(RawBlock block, Runtime runtime, Bytes events) {}
}

package io.weighbridge.testing;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Twox;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.StorageValue;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Counts the requests to a source by what they are for. Safe for many threads. */
public final class Meter extends ForwardingSource {

    /** What a request is for. */
    public enum Purpose {
        /** The hash of one block, or of several at once. */
        HASHES,
        /** A body. */
        BODIES,
        /** The events of a block, and what else is wanted of the state after it. */
        EVENTS,
        /** What a state tells, without events. */
        LOOKS,
        /** More of a state that was looked at already. */
        MORE,
        /** Values with their proof. */
        PROOFS,
        /** Headers, runtimes, the finalized head, and genesis. */
        OTHER
    }

    private static final Bytes EVENTS = Bytes.concat(Twox.hash128("System"), Twox.hash128("Events"));

    private final Map<Purpose, AtomicLong> counts = new EnumMap<>(Purpose.class);
    private final Set<Hash> looked = ConcurrentHashMap.newKeySet();

    /** Counts what that source is asked. */
    public Meter(ChainSource source) {
        super(source);
        for (Purpose purpose : Purpose.values()) {
            counts.put(purpose, new AtomicLong());
        }
    }

    /** How many requests there were for that. */
    public long count(Purpose purpose) {
        return counts.get(purpose).get();
    }

    /** How many requests there were. */
    public long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** What requests were for, the most frequent first. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .filter(count -> count.getValue().get() > 0)
                .sorted(Comparator.comparingLong(count -> -count.getValue().get()))
                .map(count -> count.getKey().name().toLowerCase(Locale.ROOT) + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private <T> Single<T> counted(Purpose purpose, Single<T> request) {
        return request.doOnSubscribe(unused -> counts.get(purpose).incrementAndGet());
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return super.blockHash(number)
                .doOnSubscribe(unused -> counts.get(Purpose.HASHES).incrementAndGet());
    }

    @Override
    public Single<List<Hash>> blockHashes(List<Long> numbers) {
        return counted(Purpose.HASHES, super.blockHashes(numbers));
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return counted(Purpose.BODIES, super.block(block));
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return Single.defer(() -> {
            boolean again = !looked.add(block);
            Purpose others = again ? Purpose.MORE : Purpose.LOOKS;
            return counted(keys.contains(EVENTS) ? Purpose.EVENTS : others, super.storage(block, keys));
        });
    }

    @Override
    public Single<List<StorageValue>> provedStorage(Hash block, Hash stateRoot, List<Bytes> keys) {
        return counted(Purpose.PROOFS, super.provedStorage(block, stateRoot, keys));
    }

    @Override
    public Single<Header> header(Hash block) {
        return counted(Purpose.OTHER, super.header(block));
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return counted(Purpose.OTHER, super.runtimeVersion(block));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return counted(Purpose.OTHER, super.metadata(block));
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return counted(Purpose.OTHER, super.finalizedHead());
    }

    @Override
    public Single<Hash> genesisHash() {
        return counted(Purpose.OTHER, super.genesisHash());
    }
}

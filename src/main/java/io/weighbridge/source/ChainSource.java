package io.weighbridge.source;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import java.util.List;

/**
 * Where blocks come from. Answers have been checked: numbers, hashes and links are what they claim to be. Every fault is
 * a {@link SourceException}. Safe for use by many threads; a subscription starts the request, answers arrive on the
 * source's own threads.
 */
public interface ChainSource extends AutoCloseable {

    /** The hash of block 0. */
    Single<Hash> genesisHash();

    /** The newest finalized block. */
    Single<BlockRef> finalizedHead();

    /**
     * Finalized blocks as they become so, from now on, beginning with the newest. Numbers may be skipped and, after a
     * reconnect, repeated: each is a high-water mark. Never completes; reconnects by itself, and fails only when that is
     * pointless ({@link SourceException.Unusable}).
     */
    Flowable<BlockRef> finalizedHeads();

    /**
     * The hash of the canonical block of that number, none where the chain is not that long. The zero hash that some
     * nodes answer with is taken as none.
     */
    Maybe<Hash> blockHash(long number);

    /**
     * The hashes of the canonical blocks of some numbers, in the same order and in one request; an empty list where the
     * source cannot, or has not all of them: then each has to be asked for.
     */
    default Single<List<Hash>> blockHashes(List<Long> numbers) {
        return Single.just(List.of());
    }

    /** The header of a block, its hash recomputed and compared. */
    Single<Header> header(Hash block);

    /** A block's header and extrinsics; header hash and, unless the endpoint is trusted, extrinsics root compared. */
    Single<RawBlock> block(Hash block);

    /** The values under the given storage keys in the state after a block, in the same order. */
    Single<List<StorageValue>> storage(Hash block, List<Bytes> keys);

    /**
     * The same values, each proved against the root of that state ({@code state_getReadProof}).
     *
     * @param stateRoot the state root in the header of that block, which the caller has checked
     * @return fails with {@link SourceException.Untrusted} where the proof does not hold, with {@link
     *     SourceException.Unusable} where the source has none
     */
    default Single<List<StorageValue>> provedStorage(Hash block, Hash stateRoot, List<Bytes> keys) {
        return Single.error(() -> new SourceException.Unusable("this source has no proofs of its state"));
    }

    /** The version of the runtime in the state after a block: the one that executes the next block. */
    Single<RuntimeVersion> runtimeVersion(Hash block);

    /** The metadata of the runtime in the state after a block, the raw bytes with their magic number first. */
    Single<Bytes> metadata(Hash block);

    /** Whether the extrinsics of blocks are compared with the header's extrinsics root. */
    boolean verifiesBodies();

    /** Whether values of states are proved against the header's state root. */
    default boolean provesStates() {
        return false;
    }

    /**
     * How many requests a minute the source can answer, as its endpoints are known for or as was learned of them so far;
     * infinite where no limit has shown. What is in flight beyond that only waits.
     */
    default double requestsPerMinute() {
        return Double.POSITIVE_INFINITY;
    }

    /** The same source for whoever waits in that lane; closing one closes both. */
    default ChainSource inLane(Lane lane) {
        return this;
    }

    /** Drops the connections; requests in flight fail. */
    @Override
    void close();
}

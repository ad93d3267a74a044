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
 * Where blocks come from. Answers are checked before they are returned: block numbers, hashes and parent links agree.
 * Every fault is a {@link SourceException}. Safe for many threads; subscribing starts the request, and answers arrive
 * on the source's own threads.
 */
public interface ChainSource extends AutoCloseable {

    /** The hash of block 0. */
    Single<Hash> genesisHash();

    /** The newest finalized block. */
    Single<BlockRef> finalizedHead();

    /**
     * Finalized blocks from now on, beginning with the newest. Numbers may be skipped and, after a reconnect, repeated:
     * each is a high-water mark. Never completes; reconnects by itself, and fails only if that cannot help ({@link
     * SourceException.Unusable}).
     */
    Flowable<BlockRef> finalizedHeads();

    /**
     * The hash of the canonical block of that number; empty if the chain is shorter. The zero hash that some nodes
     * answer with counts as empty.
     */
    Maybe<Hash> blockHash(long number);

    /**
     * The hashes of several canonical blocks, in the same order and in one request; an empty list if the source does
     * not support that or lacks one of them: then request each alone.
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
     * How many requests a minute the source can answer, as known for its endpoints' hosts or as learned so far;
     * infinite while no limit is known. Requests beyond that wait.
     */
    default double requestsPerMinute() {
        return Double.POSITIVE_INFINITY;
    }

    /** The same source, with its requests in that lane; closing one closes both. */
    default ChainSource inLane(Lane lane) {
        return this;
    }

    /** Drops the connections; requests in flight fail. */
    @Override
    void close();
}

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
 * A source that forwards every request to another one. Subclasses override what they change, and {@link #inLane} as
 * well if lanes are to be kept. As safe for many threads as the subclass is.
 */
public abstract class ForwardingSource implements ChainSource {

    private final ChainSource source;

    /** Forwards to that source, and closes it when it is closed. */
    protected ForwardingSource(ChainSource source) {
        this.source = source;
    }

    /** The source that is asked. */
    protected final ChainSource source() {
        return source;
    }

    @Override
    public double requestsPerMinute() {
        return source.requestsPerMinute();
    }

    @Override
    public Single<Hash> genesisHash() {
        return source.genesisHash();
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return source.finalizedHead();
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return source.finalizedHeads();
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return source.blockHash(number);
    }

    @Override
    public Single<List<Hash>> blockHashes(List<Long> numbers) {
        return source.blockHashes(numbers);
    }

    @Override
    public Single<Header> header(Hash block) {
        return source.header(block);
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return source.block(block);
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return source.storage(block, keys);
    }

    @Override
    public Single<List<StorageValue>> provedStorage(Hash block, Hash stateRoot, List<Bytes> keys) {
        return source.provedStorage(block, stateRoot, keys);
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return source.runtimeVersion(block);
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return source.metadata(block);
    }

    @Override
    public boolean verifiesBodies() {
        return source.verifiesBodies();
    }

    @Override
    public boolean provesStates() {
        return source.provesStates();
    }

    @Override
    public void close() {
        source.close();
    }
}

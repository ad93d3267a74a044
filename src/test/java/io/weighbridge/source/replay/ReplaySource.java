package io.weighbridge.source.replay;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.util.List;

/**
 * A recording as a chain that is finalized to its end, without a network. Answers arrive on the caller's thread. A
 * storage key that is not recorded is a fault, not an absent value. Safe for many threads.
 */
public final class ReplaySource implements ChainSource {

    private final Recording recording;

    /** Serves that recording. */
    public ReplaySource(Recording recording) {
        this.recording = recording;
    }

    @Override
    public Single<Hash> genesisHash() {
        return Single.just(recording.blocks().get(0).ref().hash());
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return Single.just(recording.last());
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.just(recording.last()).concatWith(Flowable.never());
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return Maybe.defer(() -> recording
                .block(number)
                .map(block -> Maybe.just(block.ref().hash()))
                .orElseGet(Maybe::empty));
    }

    @Override
    public Single<Header> header(Hash block) {
        return block(block).map(RawBlock::header);
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return Single.fromCallable(() -> recording
                .block(block)
                .orElseThrow(() -> new SourceException.Unusable(
                        "the recording has no block " + block + "; its last is " + recording.last())));
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return block(block)
                .map(found -> keys.stream().map(key -> value(found.ref(), key)).toList());
    }

    private StorageValue value(BlockRef block, Bytes key) {
        return recording
                .storage(block.number(), key)
                .orElseThrow(() -> new SourceException.Unusable(
                        "the recording has no values of storage key " + key + " at block " + block));
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return block(block).map(found -> recording.runtime(found.ref().number()).version());
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return block(block).map(found -> recording.runtime(found.ref().number()).metadata());
    }

    /** False: recordings carry no true extrinsics roots. */
    @Override
    public boolean verifiesBodies() {
        return false;
    }

    /** Nothing is open. */
    @Override
    public void close() {}
}

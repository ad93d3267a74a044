package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.StorageValue;
import java.util.List;

/**
 * A source that answers from one fetched state of a block, events included, where it can, and keeps that block's body.
 * Safe for many threads.
 */
final class PrefetchedSource extends ForwardingSource {

    private final Hash block;
    private final Single<StateReader.State> state;
    private volatile List<Bytes> body = List.of();

    PrefetchedSource(ChainSource source, Hash block, Single<StateReader.State> state) {
        super(source);
        this.block = block;
        this.state = state;
    }

    /** The extrinsics of the block, once fetched. */
    List<Bytes> body() {
        return body;
    }

    @Override
    public Single<RawBlock> block(Hash hash) {
        Single<RawBlock> asked = source().block(hash);
        return hash.equals(block) ? asked.doOnSuccess(found -> body = found.extrinsics()) : asked;
    }

    @Override
    public Single<List<StorageValue>> storage(Hash hash, List<Bytes> keys) {
        return hash.equals(block)
                ? state.flatMap(known -> known.values().keySet().containsAll(keys)
                        ? Single.just(keys.stream().map(known::value).toList())
                        : source().storage(hash, keys))
                : source().storage(hash, keys);
    }

    /** Does nothing: the forwarded source belongs to the caller. */
    @Override
    public void close() {}
}

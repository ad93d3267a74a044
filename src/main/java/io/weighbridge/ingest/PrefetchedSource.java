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
 * A source of which some values after one block are known already, its events among them, having been asked for in one
 * request; remembers that block's body. Safe for many threads.
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

    /** The extrinsics of the block, once they were asked for. */
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

    /** The source is not its own. */
    @Override
    public void close() {}
}

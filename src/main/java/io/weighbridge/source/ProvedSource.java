package io.weighbridge.source;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source that accepts storage values only with a proof: each value is proved against the state root in the block's
 * header, and the header is checked against the block's hash. Metadata and runtime versions are not in the trie in that
 * form and cannot be proved; but with false metadata blocks do not decode. Safe for many threads.
 */
public final class ProvedSource extends ForwardingSource {

    private static final int KEPT = 4096;

    private final Map<Hash, Hash> roots;

    /** Proves the values of that source, and closes it when it is closed. */
    public ProvedSource(ChainSource source) {
        this(source, Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash, Hash> eldest) {
                return size() > KEPT;
            }
        }));
    }

    private ProvedSource(ChainSource source, Map<Hash, Hash> roots) {
        super(source);
        this.roots = roots;
    }

    @Override
    public ProvedSource inLane(Lane lane) {
        return new ProvedSource(source().inLane(lane), roots);
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return Single.defer(() -> {
            Hash known = roots.get(block);
            Single<Hash> root =
                    known != null ? Single.just(known) : header(block).map(Header::stateRoot);
            return root.flatMap(found -> source().provedStorage(block, found, keys));
        });
    }

    @Override
    public Single<Header> header(Hash block) {
        return source().header(block).doOnSuccess(header -> roots.put(block, header.stateRoot()));
    }

    /** The source has compared the header with the hash. */
    @Override
    public Single<RawBlock> block(Hash block) {
        return source().block(block)
                .doOnSuccess(found -> roots.put(block, found.header().stateRoot()));
    }

    @Override
    public boolean provesStates() {
        return true;
    }
}

package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.json.NodeJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain as nodes tell it over WebSocket JSON-RPC. It connects when first asked, again when a connection ended, and to
 * the next endpoint when one fails; every answer is checked before it is handed on. Safe for many threads; answers
 * arrive on worker threads.
 */
public final class RpcSource implements ChainSource {

    /** Single storage reads side by side, where a node cannot read many keys at once. */
    private static final int SINGLE_READS = 8;

    private final RpcOptions options;
    private final Environment environment;
    private final ChainIdentity chain = new ChainIdentity();
    private final EndpointRing ring;

    RpcSource(RpcOptions options, Environment environment, SourceListener listener) {
        this.options = options;
        this.environment = environment;
        this.ring = new EndpointRing(options.endpoints().stream()
                .map(endpoint -> new RpcEndpoint(endpoint, options, environment, listener, chain))
                .toList());
    }

    /** A source that has not connected yet. */
    public static RpcSource of(RpcOptions options, SourceListener listener) {
        return new RpcSource(options, Environment.standard(), listener);
    }

    @Override
    public Single<Hash> genesisHash() {
        return Single.defer(() -> chain.genesis().map(Single::just).orElseGet(() -> ask(Requests.GENESIS)));
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return ask(Requests.finalizedHead())
                .flatMap(hash -> header(hash).map(header -> new BlockRef(header.number(), hash)));
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.defer(() -> {
            var persistence = persistence();
            return Flowable.defer(() -> {
                        RpcEndpoint endpoint = ring.current();
                        return endpoint.finalizedHeads(this::headRef).doOnError(fault -> ring.leave(endpoint));
                    })
                    .doOnNext(head -> persistence.succeeded())
                    .retryWhen(faults -> faults.concatMap(persistence::afterSubscription));
        });
    }

    private Persistence persistence() {
        return new Persistence(options.retry(), environment, ring.size());
    }

    /** Where bodies are trusted, block 0 may have another hash than its header's. */
    private BlockRef headRef(JsonNode json) {
        Header header = NodeJson.header(json);
        Optional<Hash> told = header.number() == 0 && options.trustBodies() ? chain.genesis() : Optional.empty();
        return new BlockRef(header.number(), told.orElseGet(header::hash));
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return ask(Requests.blockHash(number)).mapOptional(hash -> hash);
    }

    @Override
    public Single<Header> header(Hash block) {
        return ask(request(Requests.header(block, options.trustBodies()), block));
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return ask(Requests.block(block, options.trustBodies()))
                .flatMap(found -> found.map(Single::just).orElseGet(() -> bodyMissing(block)));
    }

    /** A node that knows the header has thrown the body away; one that does not may only be behind. */
    private Single<RawBlock> bodyMissing(Hash block) {
        return header(block)
                .flatMap(header -> Single.error(new SourceException.Pruned("the body of block "
                        + new BlockRef(header.number(), block)
                        + " is not kept at this endpoint; use an archive endpoint for this block")));
    }

    private static <T> RpcRequest<T> request(RpcRequest<Optional<T>> perhaps, Hash block) {
        return new RpcRequest<>(
                perhaps.method(),
                perhaps.params(),
                json -> perhaps.reader()
                        .apply(json)
                        .orElseThrow(() -> new SourceException.Transient(
                                "block " + block + " is unknown there; is the node behind?")));
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        List<Bytes> asked = List.copyOf(keys);
        if (asked.size() < 2 || ring.current().lacks(Requests.QUERY_STORAGE_AT)) {
            return eachKey(block, asked, Map.of());
        }
        return ask(Requests.storage(block, asked))
                .onErrorResumeNext(fault ->
                        fault instanceof SourceException.Unusable ? Single.just(Map.of()) : Single.error(fault))
                .flatMap(values -> eachKey(block, asked, values));
    }

    /** Takes known values, and reads the others one by one. */
    private Single<List<StorageValue>> eachKey(Hash block, List<Bytes> keys, Map<Bytes, StorageValue> known) {
        return Flowable.fromIterable(keys)
                .concatMapEager(key -> value(block, key, known).toFlowable(), SINGLE_READS, 1)
                .toList();
    }

    private Single<StorageValue> value(Hash block, Bytes key, Map<Bytes, StorageValue> known) {
        StorageValue value = known.get(key);
        return value == null ? ask(Requests.storage(block, key)) : Single.just(value);
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return ask(Requests.runtimeVersion(block));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return ask(Requests.metadata(block));
    }

    @Override
    public boolean verifiesBodies() {
        return !options.trustBodies();
    }

    @Override
    public void close() {
        ring.close();
    }

    private <T> Single<T> ask(RpcRequest<T> request) {
        return Single.defer(() -> {
                    RpcEndpoint endpoint = ring.current();
                    return endpoint.ask(request).doOnError(fault -> ring.leave(endpoint));
                })
                .retryWhen(faults -> {
                    var persistence = persistence();
                    return faults.concatMap(persistence::afterRequest);
                });
    }
}

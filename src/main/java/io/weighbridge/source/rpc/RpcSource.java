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
import io.weighbridge.source.Lane;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.StorageValue;
import io.weighbridge.source.json.NodeJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A chain as nodes tell it over JSON-RPC. Each question becomes a {@link PendingRequest}, which a {@link RequestDispatcher} takes to the
 * endpoint that is best for it; every answer is checked before it is handed on. Safe for many threads; answers arrive on
 * worker threads.
 */
public final class RpcSource implements ChainSource {

    /** Single storage reads side by side, where a node cannot read many keys at once. */
    private static final int SINGLE_READS = 8;

    /** An endpoint that is well is not further behind than so many blocks. */
    private static final long LAG = 64;

    private final RpcOptions options;
    private final ChainIdentity chain;
    private final EndpointPool pool;
    private final EndpointComparison comparison;
    private final RequestDispatcher dispatcher;
    private final BlockNumbers numbers;

    /** The highest finalized head that was told. */
    private final AtomicLong finalized;

    private final Lane lane;

    RpcSource(RpcOptions options, Environment environment, SourceListener listener) {
        this(options, environment, listener, ChainIdentity.any());
    }

    private RpcSource(RpcOptions options, Environment environment, SourceListener listener, ChainIdentity chain) {
        this.options = options;
        this.chain = chain;
        this.numbers = new BlockNumbers();
        this.finalized = new AtomicLong(-1);
        this.lane = Lane.LIVE;
        var news = new EndpointLog(listener);
        this.pool = new EndpointPool(
                options.endpoints().stream()
                        .map(endpoint -> new RpcEndpoint(endpoint, options, environment, news, chain))
                        .toList(),
                options,
                environment);
        this.comparison = new EndpointComparison(pool.endpoints(), pool::compared, chain, options.retry(), environment);
        this.dispatcher = new RequestDispatcher(pool, comparison, options.retry(), environment);
    }

    private RpcSource(RpcSource shared, Lane lane) {
        this.options = shared.options;
        this.chain = shared.chain;
        this.numbers = shared.numbers;
        this.finalized = shared.finalized;
        this.pool = shared.pool;
        this.comparison = shared.comparison;
        this.dispatcher = shared.dispatcher;
        this.lane = lane;
    }

    /** A source that has not connected yet; whose chain it serves is what the first endpoint that answers says. */
    public static RpcSource of(RpcOptions options, SourceListener listener) {
        return new RpcSource(options, Environment.standard(), listener);
    }

    /** A source that has not connected yet, of the chain with that genesis hash: endpoints of others are not used. */
    public static RpcSource of(RpcOptions options, Hash genesis, SourceListener listener) {
        return new RpcSource(options, Environment.standard(), listener, ChainIdentity.of(genesis));
    }

    /** The same endpoints and the same budgets; closing one closes both. */
    @Override
    public RpcSource inLane(Lane other) {
        return new RpcSource(this, other);
    }

    @Override
    public Single<Hash> genesisHash() {
        return Single.defer(() ->
                chain.genesis().map(Single::just).orElseGet(() -> ask(Requests.GENESIS, BlockAvailability.UNKNOWN)));
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return ask(Requests.finalizedHead(), BlockAvailability.UNKNOWN)
                .flatMap(hash -> header(hash).map(header -> new BlockRef(header.number(), hash)))
                .flatMap(head -> comparison
                        .highest()
                        .map(other -> other.number() > head.number() ? other : head)
                        .defaultIfEmpty(head))
                .doOnSuccess(head -> {
                    finalized.accumulateAndGet(head.number(), Math::max);
                    numbers.learn(head.hash(), head.number());
                });
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return dispatcher.follow(this::headRef);
    }

    /** Where bodies are trusted, block 0 may have another hash than its header's. */
    private BlockRef headRef(RpcEndpoint endpoint, JsonNode json) {
        Header header = NodeJson.header(json);
        Optional<Hash> told = header.number() == 0 && options.trustBodies() ? chain.genesis() : Optional.empty();
        Hash hash = told.orElseGet(header::hash);
        endpoint.availability().head(header.number());
        finalized.accumulateAndGet(header.number(), Math::max);
        numbers.learn(hash, header.number());
        return new BlockRef(header.number(), hash);
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return (number + LAG > finalized.get() ? ask(Requests.blockHash(number), number) : hashOfOld(number))
                .mapOptional(hash -> hash)
                .doOnSuccess(hash -> numbers.learn(hash, number));
    }

    /** That nobody has the hash of a block that was finalized long ago is no lag that passes. */
    private Single<Optional<Hash>> hashOfOld(long number) {
        return Single.defer(() -> {
            var absent = new AtomicBoolean();
            return ask(Requests.finalizedHash(number, absent), number)
                    .onErrorResumeNext(fault -> Single.error(
                            absent.get()
                                    ? new SourceException.Untrusted(
                                            "block " + number + " has no hash at any endpoint, though blocks up to "
                                                    + finalized.get() + " are finalized; use another endpoint",
                                            fault)
                                    : fault));
        });
    }

    @Override
    public Single<List<Hash>> blockHashes(List<Long> asked) {
        return spare(Requests.blockHashes(asked), Collections.max(asked))
                .doOnSuccess(hashes -> learn(asked, hashes))
                .onErrorResumeNext(fault ->
                        fault instanceof SourceException.Unusable ? Single.just(List.of()) : Single.error(fault));
    }

    private void learn(List<Long> asked, List<Hash> hashes) {
        for (int i = 0; i < hashes.size(); i++) {
            numbers.learn(hashes.get(i), asked.get(i));
        }
    }

    @Override
    public Single<Header> header(Hash block) {
        return ask(request(Requests.header(block, options.trustBodies()), block), block)
                .doOnSuccess(header -> numbers.learn(block, header.number()));
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return ask(Requests.block(block, options.trustBodies()), block)
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
                        .orElseThrow(() -> new SourceException.Transient("block " + block + " is unknown there")));
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        List<Bytes> asked = List.copyOf(keys);
        if (asked.size() < 2 || pool.lacks(Requests.QUERY_STORAGE_AT)) {
            return eachKey(block, asked, Map.of());
        }
        return Single.defer(() -> spare(Requests.storage(block, asked), number(block)))
                .onErrorResumeNext(fault ->
                        fault instanceof SourceException.Unusable ? Single.just(Map.of()) : Single.error(fault))
                .flatMap(values -> eachKey(block, asked, values));
    }

    @Override
    public Single<List<StorageValue>> provedStorage(Hash block, Hash stateRoot, List<Bytes> keys) {
        return ask(Requests.readProof(block, stateRoot, List.copyOf(keys)), block);
    }

    /** Takes known values, and reads the others one by one. */
    private Single<List<StorageValue>> eachKey(Hash block, List<Bytes> keys, Map<Bytes, StorageValue> known) {
        return Flowable.fromIterable(keys)
                .concatMapEager(key -> value(block, key, known).toFlowable(), SINGLE_READS, 1)
                .toList();
    }

    private Single<StorageValue> value(Hash block, Bytes key, Map<Bytes, StorageValue> known) {
        StorageValue value = known.get(key);
        return value == null ? ask(Requests.storage(block, key), block) : Single.just(value);
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return ask(Requests.runtimeVersion(block), block);
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return ask(Requests.metadata(block), block);
    }

    @Override
    public boolean verifiesBodies() {
        return !options.trustBodies();
    }

    /** Of all endpoints that may be asked together. */
    @Override
    public double requestsPerMinute() {
        return pool.requestsPerMinute();
    }

    @Override
    public void close() {
        comparison.close();
        pool.close();
    }

    private <T> Single<T> ask(RpcRequest<T> request, Hash block) {
        return Single.defer(() -> ask(request, number(block)));
    }

    private long number(Hash block) {
        return chain.genesis().filter(block::equals).isPresent() ? 0 : numbers.of(block);
    }

    private <T> Single<T> ask(RpcRequest<T> request, long block) {
        return Single.defer(() -> dispatcher.deliver(new PendingRequest(lane, request.method(), block), request));
    }

    /** One request for many, which may be asked one by one as well. */
    private <T> Single<T> spare(RpcRequest<T> request, long block) {
        return Single.defer(() -> dispatcher.deliver(PendingRequest.sparing(lane, request.method(), block), request));
    }
}

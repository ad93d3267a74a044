package io.weighbridge.testing;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Twox;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import io.weighbridge.testing.ChainBuilder.Chain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A chain source in memory that answers at once, on the caller's thread. A script sees each request before it is answered,
 * by its method and the block it is about, and may make it fail, wait, or never end. Safe for many threads.
 */
public final class MemoryChain implements ChainSource {

    /** What is asked for. */
    public enum Method {
        GENESIS_HASH,
        FINALIZED_HEAD,
        BLOCK_HASH,
        BLOCK_HASHES,
        HEADER,
        BLOCK,
        STORAGE,
        RUNTIME_VERSION,
        METADATA
    }

    /**
     * A request.
     *
     * @param method what is asked for
     * @param block about which block
     */
    public record Request(Method method, long block) {}

    private final Map<Method, Integer> counts = new ConcurrentHashMap<>();
    private volatile Chain chain;
    private volatile Flowable<BlockRef> heads;
    private volatile Function<Request, Completable> script = request -> Completable.complete();
    private volatile Map<Long, Hash> lies = Map.of();
    private volatile boolean verifies = true;
    private volatile boolean lists;

    /** A source whose newest finalized block is the chain's last, and stays so. */
    public MemoryChain(Chain chain) {
        this.chain = chain;
        this.heads = Flowable.defer(() -> Flowable.just(this.chain.head()).concatWith(Flowable.never()));
    }

    /** From now on, each request waits for what the script answers, and fails as that fails. */
    public void script(Function<Request, Completable> next) {
        script = next;
    }

    /** From now on, requests for that are answered with the fault, {@code times} times. */
    public void failing(Request what, int times, Throwable fault) {
        var left = new AtomicInteger(times);
        script(request ->
                request.equals(what) && left.getAndDecrement() > 0 ? Completable.error(fault) : Completable.complete());
    }

    /** The finalized heads from now on. */
    public void heads(Flowable<BlockRef> next) {
        heads = next;
    }

    /** From now on, the chain is another one, such as the same made longer or repaired. */
    public void chain(Chain next) {
        chain = next;
    }

    /** From now on, {@code blockHash} answers for these numbers with these hashes. */
    public void lies(Map<Long, Hash> next) {
        lies = Map.copyOf(next);
    }

    /** From now on, {@code blockHashes} is answered: one request, by the block that is asked for first. */
    public void takesLists() {
        lists = true;
    }

    /** Bodies are taken as they come. */
    public void trusted() {
        verifies = false;
    }

    /** How many requests of that kind there were. */
    public int count(Method method) {
        return counts.getOrDefault(method, 0);
    }

    @Override
    public Single<Hash> genesisHash() {
        return answer(Method.GENESIS_HASH, 0, () -> chain.block(0).ref().hash());
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return answer(Method.FINALIZED_HEAD, 0, () -> chain.head());
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.defer(() -> heads);
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return answer(Method.BLOCK_HASH, number, () -> told(number)).flatMapMaybe(Maybe::fromOptional);
    }

    @Override
    public Single<List<Hash>> blockHashes(List<Long> numbers) {
        return lists
                ? answer(
                        Method.BLOCK_HASHES,
                        numbers.get(0),
                        () -> numbers.stream()
                                .map(number -> told(number).orElseThrow())
                                .toList())
                : Single.just(List.of());
    }

    private Optional<Hash> told(long number) {
        return number > chain.head().number()
                ? Optional.empty()
                : Optional.of(
                        lies.getOrDefault(number, chain.block(number).ref().hash()));
    }

    @Override
    public Single<Header> header(Hash block) {
        return answer(Method.HEADER, number(block), () -> find(block).header());
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return answer(Method.BLOCK, number(block), () -> find(block));
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return answer(
                Method.STORAGE,
                number(block),
                () -> keys.stream()
                        .<StorageValue>map(key -> value(find(block), key)
                                .<StorageValue>map(StorageValue.Present::new)
                                .orElse(StorageValue.Absent.ABSENT))
                        .toList());
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return answer(Method.RUNTIME_VERSION, number(block), () -> new RuntimeVersion("test", spec(block), 1, 1));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return answer(Method.METADATA, number(block), () -> TestDecoder.metadata(spec(block)));
    }

    @Override
    public boolean verifiesBodies() {
        return verifies;
    }

    @Override
    public void close() {}

    private <T> Single<T> answer(Method method, long block, Callable<T> value) {
        return Single.defer(() -> {
            counts.merge(method, 1, Integer::sum);
            return script.apply(new Request(method, block)).andThen(Single.fromCallable(value));
        });
    }

    private Optional<Bytes> value(RawBlock block, Bytes key) {
        long number = block.ref().number();
        if (key.equals(Bytes.concat(Twox.hash128("System"), Twox.hash128("Events")))) {
            return number == 0 ? Optional.empty() : Optional.of(TestDecoder.metadata(chain.executedBy(number)));
        }
        if (key.equals(Bytes.concat(Twox.hash128("Timestamp"), Twox.hash128("Now")))) {
            return Optional.of(new ScaleWriter()
                    .u64(TestDecoder.timeOf(number).toEpochMilli())
                    .toBytes());
        }
        return Optional.empty();
    }

    private int spec(Hash block) {
        return chain.specs().get((int) find(block).ref().number());
    }

    private long number(Hash block) {
        return chain.blocks().stream()
                .filter(each -> each.ref().hash().equals(block))
                .mapToLong(each -> each.ref().number())
                .findFirst()
                .orElse(-1);
    }

    private RawBlock find(Hash hash) {
        return chain.blocks().stream()
                .filter(block -> block.ref().hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new SourceException.Untrusted("no block has the hash " + hash));
    }
}

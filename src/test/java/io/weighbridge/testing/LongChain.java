package io.weighbridge.testing;

import static io.weighbridge.devnet.spec.Values.number;
import static io.weighbridge.devnet.spec.Values.numbers;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.StorageValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * A chain of any length that is made when it is asked for: one validator that sets weights now and then, or commits to them
 * and reveals them, and fails now and then, among others who make noise. Only the hashes are kept. Each answer takes as long
 * as it is told to. Safe for many threads.
 */
public final class LongChain implements ChainSource {

    /** The validator. */
    public static final AccountId HOTKEY = AccountId.fromHex("aa".repeat(32));

    /** Where it sets weights. */
    public static final Netuid NETUID = new Netuid(7);

    private static final int SPEC = 424;

    private final LongHistory history;
    private final LongBlocks blocks;
    private final DevRuntime runtime = DevRuntime.of(SPEC);
    private final Hash[] hashes;
    private final Map<Hash, Integer> numbers = new HashMap<>();
    private final Map<Bytes, LongFunction<Bytes>> state;
    private final Duration latency;

    /** How the validator gets its weights to the chain. */
    public enum Way {
        /** Openly. */
        SET,
        /** Commits by hash, and reveals itself in any block of the next epoch. */
        BY_HASH,
        /** Commits, and leaves it to the chain to reveal. */
        TIMELOCKED
    }

    /**
     * A chain.
     *
     * @param seed decides when weights are set
     * @param length the number of its last block
     * @param every blocks between two attempts, on average
     * @param failures how many of a hundred fail
     * @param latency how long each answer takes
     * @param subnets over how many subnets attempts are spread, of which {@link #NETUID} is the first
     * @param way how weights get to the chain
     */
    public LongChain(long seed, int length, int every, int failures, Duration latency, int subnets, Way way) {
        this.latency = latency;
        this.history = new LongHistory(seed, length, every, failures, subnets, way);
        this.blocks = new LongBlocks(runtime, history);
        this.state = new LongState(runtime, history).entries();
        state.put(runtime.storage("System.Events").key(), blocks::events);
        this.hashes = new Hash[length + 1];
        Hash parent = Hash.ZERO;
        for (int number = 0; number <= length; number++) {
            hashes[number] = header(number, parent).hash();
            numbers.put(hashes[number], number);
            parent = hashes[number];
        }
    }

    /** How many facts there are about the first subnet up to a block. */
    public long facts(long last) {
        return history.factsOnFirst(last);
    }

    private static Header header(long number, Hash parent) {
        return new Header(parent, number, Hash.ZERO, Hash.ZERO, List.of());
    }

    @Override
    public Single<Hash> genesisHash() {
        return answer(() -> hashes[0]);
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return answer(() -> new BlockRef(hashes.length - 1L, hashes[hashes.length - 1]));
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return finalizedHead().toFlowable().concatWith(Flowable.never());
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return answer(() -> hashes[(int) number]).toMaybe();
    }

    @Override
    public Single<List<Hash>> blockHashes(List<Long> asked) {
        return answer(() ->
                asked.stream().map(number -> hashes[Math.toIntExact(number)]).toList());
    }

    @Override
    public Single<Header> header(Hash block) {
        return answer(() -> headerOf(numberOf(block)));
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return answer(() -> {
            int number = numberOf(block);
            return new RawBlock(new BlockRef(number, block), headerOf(number), blocks.body(number));
        });
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return answer(() -> {
            int number = numberOf(block);
            return keys.stream().map(key -> value(key, number)).toList();
        });
    }

    private StorageValue value(Bytes key, int number) {
        LongFunction<Bytes> value = state.get(key);
        return value == null ? StorageValue.Absent.ABSENT : new StorageValue.Present(value.apply(number));
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return answer(() -> new RuntimeVersion("node-subtensor", SPEC, 1, 1));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return answer(runtime::metadata);
    }

    @Override
    public boolean verifiesBodies() {
        return true;
    }

    @Override
    public void close() {}

    private Header headerOf(int number) {
        return header(number, number == 0 ? Hash.ZERO : hashes[number - 1]);
    }

    private int numberOf(Hash block) {
        Integer number = numbers.get(block);
        if (number == null) {
            throw new IllegalArgumentException("no block has the hash " + block);
        }
        return number;
    }

    private <T> Single<T> answer(Callable<T> value) {
        Single<T> answer = Single.fromCallable(value);
        return latency.isZero() ? answer : answer.delay(latency.toMillis(), TimeUnit.MILLISECONDS);
    }
}

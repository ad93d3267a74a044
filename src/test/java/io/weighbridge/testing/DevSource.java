package io.weighbridge.testing;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.TrieProof;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.StorageValue;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** A devnet's chain without a network: answers at once, on the caller's thread. Counts what is asked. Safe for many threads. */
public final class DevSource implements ChainSource {

    private final DevChain chain;
    private final AtomicLong requests = new AtomicLong();
    private volatile Bytes lieKey = Bytes.EMPTY;
    private volatile LongPredicate lieBlocks = block -> false;
    private volatile UnaryOperator<Bytes> lie = DevSource::oneMore;
    private volatile long firstState;

    /** Serves that chain, finalized to its best block. */
    public DevSource(DevChain chain) {
        this.chain = chain;
    }

    /** From now on, the value of a key at a block begins with a number that is higher by one. */
    public DevSource lying(Bytes key, long block) {
        return lying(key, number -> number == block, DevSource::oneMore);
    }

    /** From now on, the value of a key is another one in the states after some blocks. */
    public DevSource lying(Bytes key, LongPredicate blocks, UnaryOperator<Bytes> value) {
        lieKey = key;
        lieBlocks = blocks;
        lie = value;
        return this;
    }

    /** From now on, states before that block are gone. */
    public DevSource pruned(long firstKept) {
        firstState = firstKept;
        return this;
    }

    /** How many requests there were. */
    public long requests() {
        return requests.get();
    }

    @Override
    public Single<Hash> genesisHash() {
        return answer(() -> chain.block(0).orElseThrow().ref().hash());
    }

    @Override
    public Single<BlockRef> finalizedHead() {
        return answer(() -> chain.best().ref());
    }

    @Override
    public Flowable<BlockRef> finalizedHeads() {
        return Flowable.just(chain.best().ref()).concatWith(Flowable.never());
    }

    @Override
    public Maybe<Hash> blockHash(long number) {
        return answer(() -> chain.block(number))
                .flatMapMaybe(Maybe::fromOptional)
                .map(block -> block.ref().hash());
    }

    @Override
    public Single<Header> header(Hash block) {
        return block(block).map(RawBlock::header);
    }

    @Override
    public Single<RawBlock> block(Hash block) {
        return answer(() -> chain.block(block).orElseThrow());
    }

    @Override
    public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
        return answer(() -> {
            return keys.stream().map(key -> value(key, kept(block))).toList();
        });
    }

    /** Proved as a node's answer is; a value that is a lie has no proof. */
    @Override
    public Single<List<StorageValue>> provedStorage(Hash block, Hash stateRoot, List<Bytes> keys) {
        return answer(() -> {
            long number = number(block);
            if (keys.stream().anyMatch(key -> key.equals(lieKey) && lieBlocks.test(number))) {
                throw new SourceException.Untrusted("the values of the state are not proved");
            }
            var proof = TrieProof.of(stateRoot.bytes(), chain.proof(keys, number));
            return keys.stream()
                    .map(key -> proof.value(key)
                            .<StorageValue>map(StorageValue.Present::new)
                            .orElse(StorageValue.Absent.ABSENT))
                    .toList();
        });
    }

    private StorageValue value(Bytes key, long number) {
        return chain.storage(key, number)
                .map(value -> key.equals(lieKey) && lieBlocks.test(number) ? lie.apply(value) : value)
                .<StorageValue>map(StorageValue.Present::new)
                .orElse(StorageValue.Absent.ABSENT);
    }

    private static Bytes oneMore(Bytes value) {
        return Bytes.concat(Bytes.copyOf((byte) (value.get(0) + 1)), value.slice(1));
    }

    @Override
    public Single<RuntimeVersion> runtimeVersion(Hash block) {
        return answer(() -> new RuntimeVersion(
                "node-subtensor", chain.runtimeAfter(kept(block)).specVersion(), 1, 1));
    }

    @Override
    public Single<Bytes> metadata(Hash block) {
        return answer(() -> chain.runtimeAfter(kept(block)).metadata());
    }

    @Override
    public boolean verifiesBodies() {
        return true;
    }

    @Override
    public void close() {}

    /** The number of a block whose state is kept. */
    private long kept(Hash block) {
        long number = number(block);
        if (number < firstState) {
            throw new SourceException.Pruned("State already discarded for " + block);
        }
        return number;
    }

    private long number(Hash block) {
        return chain.block(block).orElseThrow().ref().number();
    }

    private <T> Single<T> answer(Callable<T> value) {
        return Single.fromCallable(() -> {
            requests.incrementAndGet();
            return value.call();
        });
    }
}

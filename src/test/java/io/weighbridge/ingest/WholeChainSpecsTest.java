package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.RuntimeVersion;
import io.weighbridge.source.StorageValue;
import io.weighbridge.testing.MemoryStore;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What it costs to find out the runtimes of a chain as long as finney was in 2026. */
class WholeChainSpecsTest {

    private static final long BLOCKS = 8_500_000;
    private static final int SEGMENTS = 141;

    private final MemoryStore store = new MemoryStore();
    private final Upgrades chain = new Upgrades();

    @Test
    void costsLessThanFourThousandRequestsAndOnlyOnce() {
        learn();
        long once = chain.requests.get();

        assertThat(once).as("requests for the whole chain").isLessThan(3500);
        assertThat(store.specRanges())
                .hasSize(SEGMENTS)
                .allSatisfy(range -> assertThat(chain.executing(range.executed().first()))
                        .isEqualTo(range.specVersion())
                        .isEqualTo(chain.executing(range.executed().last())));

        learn();
        assertThat(chain.requests.get()).as("requests after a restart").isEqualTo(once);
    }

    private void learn() {
        var here = Schedulers.single();
        new SpecVersions(
                        chain,
                        new BlockHashes(chain),
                        store,
                        new Retries(FaultPolicy.DEFAULT, here),
                        here,
                        ProgressListener.NONE)
                .learn(new BlockRange(1, BLOCKS))
                .blockingAwait();
    }

    /** Knows nothing but upgrades; a block's hash is its number. */
    private static final class Upgrades implements ChainSource {

        private final TreeSet<Long> after = new TreeSet<>();
        private final AtomicLong requests = new AtomicLong();

        Upgrades() {
            var random = new Random(141);
            while (after.size() < SEGMENTS - 1) {
                after.add(1 + (long) (random.nextDouble() * (BLOCKS - 2)));
            }
        }

        /** The runtime that executed a block. */
        int executing(long block) {
            return 100 + after.headSet(block).size();
        }

        @Override
        public Maybe<Hash> blockHash(long number) {
            requests.incrementAndGet();
            return Maybe.just(new Hash(new ScaleWriter()
                    .u64(number)
                    .bytes(Bytes.wrap(new byte[24]))
                    .toBytes()));
        }

        @Override
        public Single<List<Hash>> blockHashes(List<Long> numbers) {
            return Flowable.fromIterable(numbers)
                    .concatMapMaybe(this::blockHash)
                    .toList()
                    .doOnSuccess(hashes -> requests.addAndGet(1 - hashes.size()));
        }

        @Override
        public Single<RuntimeVersion> runtimeVersion(Hash block) {
            requests.incrementAndGet();
            long number = new ScaleReader(block.bytes()).u64();
            return Single.just(new RuntimeVersion("node-subtensor", executing(number + 1), 1, 1));
        }

        @Override
        public Single<Hash> genesisHash() {
            return blockHash(0).toSingle();
        }

        @Override
        public Single<BlockRef> finalizedHead() {
            return Single.never();
        }

        @Override
        public Flowable<BlockRef> finalizedHeads() {
            return Flowable.never();
        }

        @Override
        public Single<Header> header(Hash block) {
            return Single.never();
        }

        @Override
        public Single<RawBlock> block(Hash block) {
            return Single.never();
        }

        @Override
        public Single<List<StorageValue>> storage(Hash block, List<Bytes> keys) {
            return Single.never();
        }

        @Override
        public Single<Bytes> metadata(Hash block) {
            return Single.never();
        }

        @Override
        public boolean verifiesBodies() {
            return true;
        }

        @Override
        public void close() {}
    }
}

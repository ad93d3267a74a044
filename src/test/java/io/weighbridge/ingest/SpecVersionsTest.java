package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.store.Store.SpecRange;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.MemoryChain;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryStore;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecVersionsTest {

    private final MemoryStore store = new MemoryStore();

    private SpecVersions over(MemoryChain source) {
        var here = Schedulers.trampoline();
        return new SpecVersions(
                source,
                new BlockHashes(source),
                store,
                new Retries(FaultPolicy.DEFAULT, here),
                here,
                ProgressListener.NONE);
    }

    private static MemoryChain chain(ChainBuilder chain) {
        return new MemoryChain(chain.build());
    }

    private static void learn(SpecVersions specs, long first, long last) {
        specs.learn(new BlockRange(first, last)).test().assertComplete();
    }

    @Test
    void asksTwiceWhereNothingChanges() {
        MemoryChain source = chain(ChainBuilder.chainTo(1000));

        learn(over(source), 0, 1000);

        assertThat(source.count(Method.RUNTIME_VERSION)).isEqualTo(2);
        assertThat(store.specRanges()).containsExactly(new SpecRange(100, new BlockRange(1, 1000)));
    }

    @Test
    void takesTheRuntimeOfTheParentsState() {
        learn(over(chain(ChainBuilder.chainTo(100).swapAt(64, 119))), 1, 100);

        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(100, new BlockRange(1, 64)), new SpecRange(119, new BlockRange(65, 100)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 12, 99})
    void findsEveryUpgradeWithALogarithmOfQuestions(long seed) {
        var random = new Random(seed);
        int blocks = 4000;
        var builder = ChainBuilder.chainTo(blocks);
        int upgrades = 1 + random.nextInt(6);
        for (int i = 1; i <= upgrades; i++) {
            builder.swapAt((long) blocks * i / (upgrades + 1) + random.nextInt(100), 100 + i);
        }
        ChainBuilder.Chain chain = builder.build();
        var source = new MemoryChain(chain);
        SpecVersions specs = over(source);

        learn(specs, 0, blocks);

        for (long block = 1; block <= blocks; block++) {
            assertThat(specs.at(block)).as("block %d", block).hasValue(chain.executedBy(block));
        }
        assertThat(source.count(Method.RUNTIME_VERSION)).isLessThanOrEqualTo(2 + upgrades * 12);
    }

    @Test
    void asksNothingThatTheStoreKnows() {
        MemoryChain source = chain(ChainBuilder.chainTo(100).swapAt(64, 119));
        learn(over(source), 1, 100);
        int asked = source.count(Method.RUNTIME_VERSION);

        learn(over(source), 1, 100);

        assertThat(source.count(Method.RUNTIME_VERSION)).isEqualTo(asked);
    }

    @Test
    void asksNothingAboutAGapBetweenTwoRangesOfOneRuntime() {
        MemoryChain source = chain(ChainBuilder.chainTo(100));
        store.saveSpecRange(100, new BlockRange(1, 20));
        store.saveSpecRange(100, new BlockRange(60, 100));

        learn(over(source), 1, 100);

        assertThat(source.count(Method.RUNTIME_VERSION)).isZero();
        assertThat(store.specRanges()).containsExactly(new SpecRange(100, new BlockRange(1, 100)));
    }

    @Test
    void asksForABlockThatWasNotLearnedAndRemembersIt() {
        MemoryChain source = chain(ChainBuilder.chainTo(100).swapAt(64, 119));
        SpecVersions specs = over(source);

        specs.of(ChainBuilder.ref(70), ChainBuilder.hash(69)).test().assertValue(119);
        specs.of(ChainBuilder.ref(70), ChainBuilder.hash(69)).test().assertValue(119);

        assertThat(source.count(Method.RUNTIME_VERSION)).isEqualTo(1);
        assertThat(store.specRanges()).containsExactly(new SpecRange(119, new BlockRange(70, 70)));
    }

    @Test
    void believesAHeaderThatTellsOfNoUpgrade() {
        MemoryChain source = chain(ChainBuilder.chainTo(100));
        SpecVersions specs = over(source);
        learn(specs, 1, 10);

        specs.unchangedAfter(10);

        assertThat(specs.at(11)).hasValue(100);
    }

    @Test
    void doesNotBelieveTheHeadersOfAChainWhoseBodiesAreTakenAsTheyCome() {
        MemoryChain source = chain(ChainBuilder.chainTo(100));
        source.trusted();
        SpecVersions specs = over(source);
        learn(specs, 1, 10);

        specs.unchangedAfter(10);

        assertThat(specs.at(11)).isEmpty();
    }

    @Test
    void findsAnUpgradeThatWasTakenBackOnceAHeaderTellsOfIt() {
        ChainBuilder.Chain chain = ChainBuilder.chainTo(1000)
                .upgradeAt(300, 380)
                .upgradeAt(444, 100)
                .build();
        var source = new MemoryChain(chain);
        SpecVersions specs = over(source);
        learn(specs, 1, 1000);
        assertThat(specs.at(400)).as("hidden so far").hasValue(100);

        specs.changedAfter(ChainBuilder.ref(300)).test().assertComplete();

        for (long block = 1; block <= 1000; block++) {
            assertThat(specs.at(block)).as("block %d", block).hasValue(chain.executedBy(block));
        }
        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(100, new BlockRange(1, 300)),
                        new SpecRange(380, new BlockRange(301, 444)),
                        new SpecRange(100, new BlockRange(445, 1000)));
        assertThat(source.count(Method.RUNTIME_VERSION)).isLessThanOrEqualTo(2 + 1 + 10);
    }

    @Test
    void findsAnUpgradeThatWasTakenBackOnceABlockDoesNotDecode() {
        ChainBuilder.Chain chain =
                ChainBuilder.chainTo(1000).swapAt(300, 380).swapAt(444, 100).build();
        SpecVersions specs = over(new MemoryChain(chain));
        learn(specs, 1, 1000);

        specs.recheck(ChainBuilder.ref(400), ChainBuilder.hash(399)).test().assertValue(380);

        for (long block = 1; block <= 1000; block++) {
            assertThat(specs.at(block)).as("block %d", block).hasValue(chain.executedBy(block));
        }
    }

    @Test
    void changesNothingWhereARecheckConfirmsWhatIsBelieved() {
        SpecVersions specs = over(chain(ChainBuilder.chainTo(100)));
        learn(specs, 1, 100);

        specs.recheck(ChainBuilder.ref(40), ChainBuilder.hash(39)).test().assertValue(100);

        assertThat(store.specRanges()).containsExactly(new SpecRange(100, new BlockRange(1, 100)));
    }
}

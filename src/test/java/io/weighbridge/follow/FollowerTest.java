package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.StoreException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private final PublishProcessor<BlockRef> heads = PublishProcessor.create();

    private IngestBench bench(ChainBuilder chain) {
        var bench = new IngestBench(chain);
        bench.source.heads(heads);
        return bench;
    }

    private static Follower from(IngestBench bench, long block) {
        return new Follower(bench.ingest(), FollowOptions.DEFAULT.from(block));
    }

    private static void start(Follower follower) {
        follower.run().test().assertNotComplete().assertNoErrors();
    }

    private void head(long block) {
        heads.onNext(ChainBuilder.ref(block));
    }

    private static RangeSet coverage(IngestBench bench) {
        return bench.store.coverage(TestDecoder.lenient().tracked());
    }

    private static RangeSet range(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }

    @Test
    void fillsEveryNumberUpToTheHead() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(2));
        start(from(bench, 5));

        head(12);

        assertThat(coverage(bench)).isEqualTo(range(5, 12));
        assertThat(bench.store.facts())
                .extracting(fact -> fact.block().number())
                .containsExactly(6L, 8L, 10L, 12L);
    }

    @Test
    void startsAtTheFinalizedHeadWhereNothingIsCovered() {
        var bench = bench(ChainBuilder.chainTo(30));
        start(new Follower(bench.ingest(), FollowOptions.DEFAULT));

        head(30);

        assertThat(coverage(bench)).isEqualTo(range(30, 30));
    }

    @Test
    void startsBehindWhatIsCovered() {
        var bench = bench(ChainBuilder.chainTo(30));
        bench.store.commit(new Increment(TestDecoder.lenient().tracked(), new BlockRange(3, 7), "scan", List.of()));
        start(new Follower(bench.ingest(), FollowOptions.DEFAULT));

        head(10);

        assertThat(coverage(bench)).isEqualTo(range(3, 10));
        assertThat(bench.source.count(Method.BLOCK)).isEqualTo(3);
    }

    @Test
    void passesOverWhatIsCoveredAboveItsStart() {
        var bench = bench(ChainBuilder.chainTo(30));
        bench.store.commit(new Increment(TestDecoder.lenient().tracked(), new BlockRange(5, 8), "scan", List.of()));
        start(from(bench, 1));

        head(10);

        assertThat(coverage(bench)).isEqualTo(range(1, 10));
        assertThat(bench.source.count(Method.BLOCK)).isEqualTo(6);
        assertThat(bench.store.increments())
                .extracting(Increment::covered)
                .containsExactly(new BlockRange(5, 8), new BlockRange(1, 4), new BlockRange(9, 10));
    }

    @Test
    void fillsTheNumbersThatHeadsSkip() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1));
        start(from(bench, 1));

        head(3);
        head(4);
        head(11);

        assertThat(coverage(bench)).isEqualTo(range(1, 11));
        assertThat(bench.store.facts()).hasSize(11);
    }

    @Test
    void ignoresHeadsThatAreRepeatedOrGoBack() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1));
        start(from(bench, 1));

        head(8);
        head(8);
        head(2);
        head(9);

        assertThat(coverage(bench)).isEqualTo(range(1, 9));
        assertThat(bench.source.count(Method.BLOCK)).isEqualTo(9);
        assertThat(bench.store.facts()).hasSize(9);
    }

    @Test
    void asksForOneBodyAndNothingElseWhereTheChainGrowsByABlockWithoutFacts() {
        var bench = bench(ChainBuilder.chainTo(30));
        start(from(bench, 1));
        head(3);
        int hashes = bench.source.count(Method.BLOCK_HASH);
        int versions = bench.source.count(Method.RUNTIME_VERSION);

        head(4);
        head(5);

        assertThat(bench.source.count(Method.BLOCK)).isEqualTo(5);
        assertThat(bench.source.count(Method.BLOCK_HASH)).isEqualTo(hashes);
        assertThat(bench.source.count(Method.RUNTIME_VERSION)).isEqualTo(versions);
        assertThat(bench.source.count(Method.STORAGE)).isZero();
    }

    @Test
    void readsTheBlocksBehindAnAnnouncedUpgradeWithTheNewRuntime() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1).upgradeAt(6, 119))
                .with(TestDecoder.strict());
        start(from(bench, 1));

        for (long block = 1; block <= 10; block++) {
            head(block);
        }

        assertThat(bench.store.parkedBlocks()).isEmpty();
        assertThat(bench.store.facts())
                .extracting(fact -> fact.specVersion())
                .containsExactly(100, 100, 100, 100, 100, 100, 119, 119, 119, 119);
        assertThat(bench.source.count(Method.RUNTIME_VERSION)).isEqualTo(2);
    }

    @Test
    void readsTheBlocksBehindASilentUpgradeWithTheNewRuntimeWhereHeadersAreNotToBeTrusted() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1).swapAt(6, 119));
        bench.source.trusted();
        start(from(bench, 1));

        for (long block = 1; block <= 10; block++) {
            head(block);
        }

        assertThat(bench.store.facts())
                .extracting(fact -> fact.specVersion())
                .containsExactly(100, 100, 100, 100, 100, 100, 119, 119, 119, 119);
    }

    @Test
    void keepsOnlyTheNewestHeadWhileItIsBusy() {
        var bench = bench(ChainBuilder.chainTo(30));
        var gate = CompletableSubject.create();
        bench.source.script(request -> request.equals(new Request(Method.BLOCK, 1)) ? gate : Completable.complete());
        start(from(bench, 1));

        head(1);
        for (long block = 2; block <= 30; block++) {
            head(block);
        }
        gate.onComplete();

        assertThat(coverage(bench)).isEqualTo(range(1, 30));
        assertThat(bench.heads).hasSize(30);
        assertThat(bench.store.increments().size()).isLessThan(10);
    }

    @Test
    void waitsOutALostConnection() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1));
        bench.source.failing(new Request(Method.BLOCK, 4), 3, new SourceException.Transient("connection lost"));
        start(from(bench, 1));

        head(8);
        assertThat(coverage(bench).contains(4)).isFalse();
        bench.timers.advanceTimeBy(5, TimeUnit.SECONDS);

        assertThat(coverage(bench)).isEqualTo(range(1, 8));
        assertThat(bench.store.facts())
                .hasSize(8)
                .isSortedAccordingTo(Comparator.comparing(fact -> fact.block().number()));
    }

    @Test
    void endsWhereTheChainDoesNotLink() {
        var bench = bench(ChainBuilder.chainTo(30));
        TestObserver<Void> running = from(bench, 1).run().test();
        head(5);

        bench.source.chain(ChainBuilder.chainTo(30).forkAt(3).build());
        heads.onNext(ChainBuilder.chainTo(30).forkAt(3).build().block(9).ref());

        running.assertError(fault -> fault instanceof SourceException.Untrusted
                && String.valueOf(fault.getMessage()).contains("broken chain: block 6 (0xfa"));
        assertThat(coverage(bench)).isEqualTo(range(1, 5));
    }

    @Test
    void endsWhereTheHeadIsOnAnotherChainThanTheBlockBeforeIt() {
        var bench = bench(ChainBuilder.chainTo(30));
        TestObserver<Void> running = from(bench, 1).run().test();
        head(5);

        var fork = ChainBuilder.chainTo(30).forkAt(0).build();
        bench.source.chain(fork);
        heads.onNext(fork.block(6).ref());

        running.assertError(SourceException.Untrusted.class);
        assertThat(coverage(bench)).isEqualTo(range(1, 5));
    }

    @Test
    void checksAfterARestartThatTheChainIsStillTheOneThatItStored() {
        var bench = bench(ChainBuilder.chainTo(30));
        bench.store.commit(new Increment(TestDecoder.lenient().tracked(), new BlockRange(3, 7), "follow", List.of()));
        bench.source.lies(Map.of(7L, ChainBuilder.hash(29)));
        TestObserver<Void> running =
                new Follower(bench.ingest(), FollowOptions.DEFAULT).run().test();

        head(10);

        running.assertError(fault -> String.valueOf(fault.getMessage())
                .contains("but block 7 was " + ChainBuilder.hash(29).hex()));
    }

    @Test
    void endsWhereTheStoreBelongsToAnotherChain() {
        var bench = bench(ChainBuilder.chainTo(30));
        bench.store.bindGenesis(Hash.fromHex("55".repeat(32)));

        from(bench, 1).run().test().assertError(StoreException.ForeignChain.class);
    }

    @Test
    void parksABlockThatCannotBeReadAndGoesOn() {
        var bench = bench(ChainBuilder.chainTo(30).damagedAt(4).withFactEvery(1));
        start(from(bench, 1));

        head(8);

        assertThat(coverage(bench)).isEqualTo(range(1, 3).union(range(5, 8)));
        assertThat(bench.store.parkedBlocks()).extracting(ParkedBlock::block).containsExactly(4L);
    }

    @Test
    void triesAParkedBlockAgainLaterAndLater() {
        var bench = bench(ChainBuilder.chainTo(30).damagedAt(4));
        start(from(bench, 1));
        head(8);

        bench.timers.advanceTimeBy(24, TimeUnit.HOURS);

        // 5, 10, 20, 40, 80, 160, 320, then 360 and 360 minutes apart.
        assertThat(bench.store.parkedBlocks().get(0).attempts()).isEqualTo(10);
        bench.source.chain(ChainBuilder.chainTo(30).withFacts(4, 1).build());
        bench.timers.advanceTimeBy(7, TimeUnit.HOURS);
        assertThat(bench.store.parkedBlocks()).isEmpty();
        assertThat(coverage(bench)).isEqualTo(range(1, 8));
        assertThat(bench.store.facts()).hasSize(1);
    }

    @Test
    void followsOnWhileAParkedBlockIsPrunedAway() {
        var bench = bench(ChainBuilder.chainTo(30).damagedAt(4));
        TestObserver<Void> running = from(bench, 1).run().test();
        head(8);
        bench.source.failing(new Request(Method.BLOCK, 4), 1000, new SourceException.Pruned("body of block 4 is gone"));

        bench.timers.advanceTimeBy(1, TimeUnit.HOURS);
        head(9);

        running.assertNotComplete().assertNoErrors();
        assertThat(coverage(bench).contains(9)).isTrue();
        assertThat(bench.store.parkedBlocks().get(0).reason()).isEqualTo("body of block 4 is gone");
    }

    @Test
    void stopsBetweenTwoTransactionsAndGoesOnFromThereNextTime() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(1));
        Follower first = from(bench, 1);
        bench.source.script(request -> {
            if (request.equals(new Request(Method.BLOCK, 17))) {
                first.stop();
            }
            return Completable.complete();
        });
        TestObserver<Void> stopped = first.run().test();
        head(30);
        stopped.assertComplete();
        assertThat(coverage(bench).contains(17)).isFalse();
        assertThat(bench.store.facts()).hasSize((int) coverage(bench).size());

        start(new Follower(bench.ingest(), FollowOptions.DEFAULT));
        head(30);

        assertThat(coverage(bench)).isEqualTo(range(1, 30));
        assertThat(bench.store.facts()).hasSize(30);
    }

    @Test
    void stopsWhileItWaits() {
        var bench = bench(ChainBuilder.chainTo(30));
        Follower follower = from(bench, 1);
        TestObserver<Void> running = follower.run().test();
        bench.source.failing(new Request(Method.BLOCK, 4), 1000, new SourceException.Transient("no connection"));
        head(8);

        follower.stop();

        running.assertComplete();
        assertThat(heads.hasSubscribers()).isFalse();
    }

    @Test
    void stopsBeforeItHasBegun() {
        var bench = bench(ChainBuilder.chainTo(30));
        bench.source.failing(new Request(Method.GENESIS_HASH, 0), 1000, new SourceException.Transient("no connection"));
        Follower follower = from(bench, 1);
        TestObserver<Void> running = follower.run().test();

        follower.stop();

        running.assertComplete();
    }

    @Test
    void insertsRowsAtOnceWhereNobodyElseWrites() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(2));
        start(from(bench, 1));

        head(6);

        assertThat(bench.store.rows()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void insertsRowsOnlyOnceFactsHaveSettled() {
        var bench = bench(ChainBuilder.chainTo(200).withFacts(10, 1).withFacts(20, 1));
        bench.with(bench.options().withSettle(Duration.ofMinutes(15)));
        start(from(bench, 1));

        head(84);
        assertThat(bench.store.rows()).isEmpty();
        head(85);
        assertThat(bench.store.rows()).containsExactly(1L);
        head(94);
        assertThat(bench.store.rows()).containsExactly(1L);
        head(95);
        assertThat(bench.store.rows()).containsExactly(1L, 2L);
        int asked = bench.source.count(Method.STORAGE);
        head(96);
        assertThat(bench.source.count(Method.STORAGE)).isEqualTo(asked);
    }

    @Test
    void insertsRowsLateIntoATableThatComesLate() {
        var bench = bench(ChainBuilder.chainTo(200).withFacts(10, 1));
        bench.with(bench.options().withSettle(Duration.ofMinutes(15)));
        start(from(bench, 1));
        bench.store.notReady(true);
        head(100);
        head(101);

        bench.store.notReady(false);
        head(102);
        assertThat(bench.store.rows())
                .as("it is not looked at with every block")
                .isEmpty();
        bench.timers.advanceTimeBy(10, TimeUnit.MINUTES);
        head(103);

        assertThat(bench.store.rows()).containsExactly(1L);
    }

    @Test
    void goesOnWithFactsWhileTheValidatorsFileIsDamaged() {
        var bench = bench(ChainBuilder.chainTo(200).withFacts(10, 1));
        bench.with(bench.options().withSettle(Duration.ofMinutes(15)));
        start(from(bench, 1));
        bench.store.scriptRows(() -> {
            throw new StoreException.Unsuitable("damaged");
        });
        head(100);
        head(101);
        assertThat(coverage(bench)).isEqualTo(range(1, 101));
        assertThat(bench.store.rows()).isEmpty();

        bench.store.scriptRows(() -> {});
        head(102);
        assertThat(bench.store.rows()).containsExactly(1L);
    }

    @Test
    void insertsTheRowsThatACrashLeftOut() {
        var bench = bench(ChainBuilder.chainTo(30).withFactEvery(2));
        bench.store.script(() -> {
            if (bench.store.facts().size() == 2) {
                throw new StoreException.Failed("disk full", new IllegalStateException());
            }
        });
        bench.with(bench.options().withBatchBlocks(4));
        start(from(bench, 1));
        head(4);
        assertThat(bench.store.rows()).isEmpty();

        bench.store.script(() -> {});
        start(new Follower(bench.ingest(), FollowOptions.DEFAULT));
        head(6);

        assertThat(bench.store.rows()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void givesTheSameStoreHoweverTheHeadsCome() {
        var atOnce = bench(ChainBuilder.chainTo(30).withFactEvery(2).upgradeAt(13, 119));
        start(from(atOnce, 1));
        head(30);
        var other = PublishProcessor.<BlockRef>create();
        var oneByOne = new IngestBench(ChainBuilder.chainTo(30).withFactEvery(2).upgradeAt(13, 119));
        oneByOne.source.heads(other);
        start(from(oneByOne, 1));
        Flowable.rangeLong(1, 30).map(ChainBuilder::ref).blockingForEach(other::onNext);

        assertThat(oneByOne.store.facts()).isEqualTo(atOnce.store.facts());
        assertThat(coverage(oneByOne)).isEqualTo(coverage(atOnce));
    }
}

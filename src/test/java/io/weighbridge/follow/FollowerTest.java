package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blocks a follower visits, and when it stops. */
class FollowerTest extends FollowerFixture {

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
    void asksForBodyAndEventsAndNothingElseWhereTheChainGrowsByABlockWithoutFacts() {
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
        assertThat(bench.source.count(Method.STORAGE)).isEqualTo(5);
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

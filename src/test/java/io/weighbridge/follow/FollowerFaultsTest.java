package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.observers.TestObserver;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.StoreException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a follower does about a source that fails, a chain that does not link, and blocks that cannot be read. */
class FollowerFaultsTest extends FollowerFixture {

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
}

package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.Finding;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackfillTest {

    private static final BlockRange ALL = new BlockRange(0, 40);

    private static BackfillResult run(IngestBench bench, BlockRange range) {
        return backfill(bench).run(range).test().assertComplete().values().get(0);
    }

    private static Backfill backfill(IngestBench bench) {
        return new Backfill(bench.ingest(), Strategies.SCAN);
    }

    private static Throwable failure(IngestBench bench, BlockRange range) {
        var observer = backfill(bench).run(range).test();
        observer.assertNotComplete();
        var failures = new ArrayList<Throwable>();
        observer.assertError(fault -> failures.add(fault));
        return failures.get(0);
    }

    @Test
    void storesEveryFactOfTheRangeInChainOrder() {
        var bench = new IngestBench(ChainBuilder.chainTo(50).withFactEvery(3).withFacts(9, 3));

        BackfillResult result = run(bench, new BlockRange(2, 31));

        assertThat(bench.store.facts().stream().map(fact -> fact.block().number()))
                .containsExactly(3L, 6L, 9L, 9L, 9L, 12L, 15L, 18L, 21L, 24L, 27L, 30L);
        assertThat(bench.store.coverage(TestDecoder.lenient().tracked())).isEqualTo(range(2, 31));
        assertThat(result.gaps()).isEqualTo(RangeSet.EMPTY);
        assertThat(result.progress().done()).isEqualTo(30);
        assertThat(result.progress().facts()).isEqualTo(12);
    }

    @Test
    void coversAChainFromGenesisToItsHead() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10));

        assertThat(run(bench, ALL).gaps().isEmpty()).isTrue();
        assertThat(bench.store.facts()).hasSize(4);
    }

    @Test
    void visitsOnlyWhatIsNotCovered() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(2));
        run(bench, new BlockRange(5, 10));
        run(bench, new BlockRange(20, 25));
        int before = bench.source.count(Method.BLOCK);

        BackfillResult result = run(bench, new BlockRange(1, 30));

        assertThat(result.progress().total()).isEqualTo(18);
        assertThat(bench.source.count(Method.BLOCK) - before).isEqualTo(18);
        assertThat(bench.store.coverage(TestDecoder.lenient().tracked())).isEqualTo(range(1, 30));
    }

    @Test
    void changesNothingTheSecondTime() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(2).damagedAt(7));
        run(bench, ALL);
        String before = bench.store.content();

        run(bench, ALL);

        assertThat(bench.store.content()).isEqualTo(before);
    }

    @Test
    void plansWithoutVisiting() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        run(bench, new BlockRange(5, 10));

        backfill(bench)
                .plan(new BlockRange(1, 20))
                .test()
                .assertValue(range(1, 4).union(range(11, 20)));
        assertThat(bench.source.count(Method.BLOCK)).isEqualTo(6);
    }

    @Test
    void refusesARangeThatEndsAboveTheFinalizedHead() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));

        assertThat(failure(bench, new BlockRange(5, 41)))
                .isInstanceOf(BackfillException.NotFinalized.class)
                .hasMessageContaining("5–41")
                .hasMessageContaining("40 (0xb1000000…)");
        assertThat(bench.store.increments()).isEmpty();
    }

    @Test
    void parksABlockThatCannotBeDecodedAndGoesOn() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10).damagedAt(7));

        BackfillResult result = run(bench, new BlockRange(1, 40));

        assertThat(result.gaps()).isEqualTo(range(7, 7));
        assertThat(result.parked()).hasSize(1);
        assertThat(result.parked().get(0).reason())
                .isEqualTo("block 7 (0xb1000000…) (spec 100), byte 3: need 2 bytes, 1 left");
        assertThat(bench.parked).containsExactly(7L);
        assertThat(result.progress().parked()).isEqualTo(1);
        assertThat(bench.store.facts()).hasSize(4);
    }

    @Test
    void takesABlockOffTheListOnceItCanBeRead() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(7).damagedAt(7));
        run(bench, ALL);
        bench.source.chain(ChainBuilder.chainTo(40).withFactEvery(7).build());

        BackfillResult result = run(bench, ALL);

        assertThat(result.parked()).isEmpty();
        assertThat(bench.store.parkedBlocks()).isEmpty();
        assertThat(bench.store.facts()).hasSize(5);
        assertThat(result.progress().total()).isEqualTo(1);
    }

    @Test
    void countsHowOftenAParkedBlockWasTried() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).damagedAt(7));
        run(bench, ALL);
        run(bench, ALL);

        assertThat(bench.store.parkedBlocks()).extracting(ParkedBlock::attempts).containsExactly(2);
    }

    @Test
    void waitsOutAFaultThatPassesHoweverOftenItComes() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10));
        bench.source.failing(new Request(Method.BLOCK, 20), 30, new SourceException.Transient("the node is away"));

        var running = backfill(bench).run(ALL).test();
        running.assertNotComplete();
        assertThat(bench.store.coverage(TestDecoder.lenient().tracked()).contains(20))
                .isFalse();

        bench.timers.advanceTimeBy(31, TimeUnit.MINUTES);
        running.assertComplete();
        assertThat(bench.store.facts()).hasSize(4);
        assertThat(bench.parked).isEmpty();
    }

    @Test
    void parksABlockOfWhichOnlyLiesAreTold() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10));
        bench.source.failing(new Request(Method.BLOCK, 20), 1000, new SourceException.Untrusted("root mismatch"));

        var running = backfill(bench).run(ALL).test();
        bench.timers.advanceTimeBy(1, TimeUnit.HOURS);

        running.assertComplete();
        assertThat(bench.store.parkedBlocks()).extracting(ParkedBlock::block).containsExactly(20L);
        assertThat(bench.store.parkedBlocks().get(0).reason()).isEqualTo("block 20: root mismatch");
        assertThat(bench.source.count(Method.BLOCK))
                .isEqualTo(39 + bench.options().faults().lies());
    }

    @Test
    void stopsWhereTheStateIsPrunedAndKeepsWhatCameBefore() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1));
        bench.source.failing(new Request(Method.STORAGE, 23), 1, new SourceException.Pruned("no state of block 23"));

        assertThat(failure(bench, ALL)).isInstanceOf(SourceException.Pruned.class);
        assertThat(bench.store.facts())
                .extracting(fact -> fact.block().number())
                .hasSize(22)
                .endsWith(22L);
    }

    @Test
    void refusesABlockThatDoesNotLinkToTheOneBefore() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        var lying = ChainBuilder.chainTo(40).build();
        bench.source.chain(new ChainBuilder.Chain(
                lying.blocks().stream()
                        .map(block -> block.ref().number() == 20
                                ? ChainBuilder.chainTo(40).forkAt(0).build().block(20)
                                : block)
                        .toList(),
                lying.specs()));

        assertThat(failure(bench, ALL))
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("broken chain: block 20 (0xfa000000…) names 0xfa")
                .hasMessageContaining("but block 19 was 0xb1");
        assertThat(bench.store.coverage(TestDecoder.lenient().tracked()).contains(20))
                .isFalse();
    }

    @Test
    void refusesARangeThatDoesNotLinkToTheBlockBeforeIt() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        bench.source.lies(Map.of(9L, ChainBuilder.hash(33)));

        assertThat(failure(bench, new BlockRange(10, 20)))
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("block 10");
        assertThat(bench.store.increments()).isEmpty();
    }

    @Test
    void refusesARangeThatDoesNotLinkToTheBlockBehindIt() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).forkAt(21));

        assertThat(run(bench, new BlockRange(10, 20)).gaps().isEmpty()).isTrue();

        var other = new IngestBench(ChainBuilder.chainTo(40));
        other.source.lies(Map.of(21L, ChainBuilder.hash(33)));
        assertThat(failure(other, new BlockRange(10, 20))).hasMessageContaining("broken chain");
    }

    @Test
    void asksAgainOnceWhereABlockDoesNotLink() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        bench.source.lies(Map.of(20L, ChainBuilder.hash(20)));
        var honest = ChainBuilder.chainTo(40).build();
        var forked = new ChainBuilder.Chain(
                honest.blocks().stream()
                        .map(block -> block.ref().number() == 20
                                ? ChainBuilder.chainTo(40).forkAt(0).build().block(20)
                                : block)
                        .toList(),
                honest.specs());
        var asked = new AtomicInteger();
        bench.source.lies(Map.of());
        bench.source.script(request -> {
            if (request.equals(new Request(Method.BLOCK_HASH, 20))) {
                bench.source.chain(asked.getAndIncrement() == 0 ? forked : honest);
            }
            return Completable.complete();
        });

        assertThat(run(bench, ALL).gaps().isEmpty()).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void readsBothSidesOfAnUpgradeEachWithItsOwnRuntime() {
        var bench = new IngestBench(ChainBuilder.chainTo(40)
                        .withFactEvery(1)
                        .swapAt(17, 119)
                        .swapAt(30, 143))
                .with(TestDecoder.strict());

        assertThat(run(bench, ALL).parked()).isEmpty();
        assertThat(bench.store.facts())
                .allSatisfy(fact -> assertThat(fact.specVersion()).isEqualTo(executedBy(fact)));
        assertThat(bench.source.count(Method.METADATA)).isEqualTo(3);
    }

    @Test
    void saysHowFarItIs() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(2));

        run(bench, new BlockRange(1, 10));

        assertThat(bench.progress.get(0).ratio()).isZero();
        assertThat(bench.progress).hasSize(11);
        assertThat(bench.progress.get(10).ratio()).isEqualTo(1);
        assertThat(bench.progress.get(10).remaining()).contains(Duration.ZERO);
    }

    @Test
    void leavesAGapWhereItWasStoppedAndFillsItLater() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1));
        var backfill = backfill(bench);
        bench.source.script(request -> {
            if (request.equals(new Request(Method.BLOCK, 20))) {
                backfill.stop();
            }
            return Completable.complete();
        });

        BackfillResult stopped =
                backfill.run(ALL).test().assertComplete().values().get(0);

        assertThat(stopped.gaps().isEmpty()).isFalse();
        assertThat(stopped.gaps().last()).hasValue(40);
        assertThat(bench.store.facts().size()).isEqualTo(stopped.progress().facts());
        run(bench, ALL);
        assertThat(bench.store.facts())
                .hasSize(40)
                .isSortedAccordingTo(Comparator.comparing(fact -> fact.block().number()));
    }

    @Test
    void stopsWhileItWaitsForTheChain() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        bench.source.failing(
                new Request(Method.FINALIZED_HEAD, 0), 1000, new SourceException.Transient("no connection"));
        var backfill = backfill(bench);
        var running = backfill.run(ALL).test();
        running.assertNotComplete();

        backfill.stop();

        running.assertValue(result ->
                result.gaps().equals(range(0, 40)) && result.progress().done() == 0);
    }

    @Test
    void givesUpWhereTheRuntimeIsLiedAbout() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        bench.source.failing(
                new Request(Method.RUNTIME_VERSION, 0), 1000, new SourceException.Untrusted("no version at all"));
        var running = backfill(bench).run(ALL).test();

        bench.timers.advanceTimeBy(1, TimeUnit.HOURS);

        running.assertError(SourceException.Unusable.class);
        assertThat(bench.source.count(Method.RUNTIME_VERSION)).isLessThanOrEqualTo(6);
        assertThat(bench.store.parkedBlocks()).isEmpty();
    }

    @Test
    void givesUpWhereMetadataCannotBeRead() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1));
        bench.store.saveMetadata(100, Bytes.EMPTY);

        assertThat(failure(bench, ALL))
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageStartingWith("metadata of spec 100, which executed block 1");
        assertThat(bench.store.parkedBlocks()).isEmpty();
    }

    @Test
    void storesWhatAnyStrategyFinds() {
        assertThat(Strategies.values()).extracting(Strategies::word).containsExactly("scan", "jump", "auto");
        var found = new Finding.Facts(new BlockRange(3, 9), List.of());
        assertThat(found.blocks().size()).isEqualTo(7);
    }

    private static int executedBy(WeightFact fact) {
        long block = fact.block().number();
        return block > 30 ? 143 : block > 17 ? 119 : 100;
    }

    private static RangeSet range(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
    }
}

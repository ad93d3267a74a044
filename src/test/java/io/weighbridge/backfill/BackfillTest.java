package io.weighbridge.backfill;

import static io.weighbridge.backfill.Backfills.ALL;
import static io.weighbridge.backfill.Backfills.backfill;
import static io.weighbridge.backfill.Backfills.failure;
import static io.weighbridge.backfill.Backfills.range;
import static io.weighbridge.backfill.Backfills.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.ingest.RowsWaiting;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** What a backfill visits and stores. */
class BackfillTest {

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
    void tellsOfRowsThatCouldNotBeWritten() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10));
        bench.with(bench.options().withSettle(Duration.ofMinutes(1)));
        bench.store.scriptRows(() -> {
            throw new StoreException.Unsuitable("disk full");
        });

        RowsWaiting left = run(bench, new BlockRange(1, 30)).rowsLeft();

        assertThat(left.any()).isTrue();
        assertThat(left.reason()).isEqualTo("disk full");
    }

    @Test
    void tellsOfNoRowsWhereAllAreWritten() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(10));
        bench.with(bench.options().withSettle(Duration.ofMinutes(1)));

        assertThat(run(bench, new BlockRange(1, 30)).rowsLeft().any()).isFalse();
        assertThat(bench.store.rows()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void namesItsStrategies() {
        assertThat(Strategies.values()).extracting(Strategies::word).containsExactly("scan", "jump", "auto");
    }

    private static int executedBy(WeightFact fact) {
        long block = fact.block().number();
        return block > 30 ? 143 : block > 17 ? 119 : 100;
    }
}

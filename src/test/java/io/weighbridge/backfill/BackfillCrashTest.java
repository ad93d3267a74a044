package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.observers.BaseTestConsumer;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.Crashes;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.TestDecoder;
import org.junit.jupiter.api.Test;

class BackfillCrashTest {

    private static final BlockRange RANGE = new BlockRange(0, 24);

    private static IngestBench bench() {
        return new IngestBench(ChainBuilder.chainTo(30)
                        .withFactEvery(2)
                        .withFacts(12, 3)
                        .damagedAt(8)
                        .needingStateAt(9)
                        .swapAt(11, 119)
                        .upgradeAt(19, 143))
                .with(TestDecoder.strict());
    }

    private static BaseTestConsumer<?, ?> run(IngestBench bench) {
        return new Backfill(bench.ingest(), Strategies.SCAN).run(RANGE).test();
    }

    @Test
    void leavesTheSameStoreWhereverItCrashedOnce() {
        IngestBench undisturbed = bench();
        run(undisturbed);
        assertThat(undisturbed.store.facts()).hasSize(14);

        int steps = Crashes.onceAtEveryStep(
                BackfillCrashTest::bench, BackfillCrashTest::run, bench -> bench.store.content());
        assertThat(steps).as("steps at which it crashed").isGreaterThan(80);
    }

    @Test
    void leavesTheSameStoreHoweverOftenItCrashes() {
        IngestBench undisturbed = bench();
        run(undisturbed);

        IngestBench bench = bench();
        int crashes = 0;
        for (int step = 3; ; step = 3 + (step * 7 + 1) % 41) {
            Crashes crash = Crashes.before(step, bench);
            run(bench);
            if (!crash.happened()) {
                break;
            }
            crashes++;
        }

        assertThat(crashes).isGreaterThan(3);
        assertThat(bench.store.content()).isEqualTo(undisturbed.store.content());
    }
}

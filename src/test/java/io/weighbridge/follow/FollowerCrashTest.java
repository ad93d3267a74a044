package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.observers.BaseTestConsumer;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.Crashes;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.TestDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowerCrashTest {

    /** Heads that skip, repeat and go back. */
    private static final List<Long> HEADS = List.of(3L, 4L, 4L, 13L, 9L, 20L, 24L);

    private static IngestBench bench() {
        var bench = new IngestBench(ChainBuilder.chainTo(30)
                        .withFactEvery(2)
                        .withFacts(12, 3)
                        .damagedAt(8)
                        .upgradeAt(11, 119))
                .with(TestDecoder.strict());
        Flowable<BlockRef> heads = Flowable.fromIterable(HEADS).map(ChainBuilder::ref);
        bench.source.heads(heads.concatWith(Flowable.never()));
        return bench;
    }

    private static BaseTestConsumer<?, ?> run(IngestBench bench) {
        return new Follower(bench.ingest(), FollowOptions.DEFAULT.from(1)).run().test();
    }

    @Test
    void leavesTheSameFactsAndRowsWhereverItCrashedOnce() {
        IngestBench undisturbed = bench();
        run(undisturbed);
        assertThat(undisturbed.store.facts()).hasSize(13);

        int steps = Crashes.onceAtEveryStep(
                FollowerCrashTest::bench, FollowerCrashTest::run, bench -> bench.store.results());
        assertThat(steps).as("steps at which it crashed").isGreaterThan(60);
    }

    @Test
    void changesNothingTheSecondTime() {
        IngestBench bench = bench();
        run(bench);
        String before = bench.store.content();

        run(bench);

        assertThat(bench.store.content()).isEqualTo(before);
    }
}

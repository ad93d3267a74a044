package io.weighbridge.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.StoreException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.MemoryChain.Method;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When the facts that a follower stores get their rows. */
class FollowerRowsTest extends FollowerFixture {

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
        assertThat(bench.source.count(Method.STORAGE))
                .as("the events of block 96, and no time of the head while no row waits")
                .isEqualTo(asked + 1);
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
}

package io.weighbridge.backfill;

import static io.weighbridge.backfill.Backfills.ALL;
import static io.weighbridge.backfill.Backfills.backfill;
import static io.weighbridge.backfill.Backfills.failure;
import static io.weighbridge.backfill.Backfills.range;
import static io.weighbridge.backfill.Backfills.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.scale.Bytes;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a backfill does about faults: it waits, parks a block, or gives up. */
class BackfillFaultsTest {

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
}

package io.weighbridge.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.backfill.jump.ProofLevel;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.ingest.Ingest;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.DevSource;
import io.weighbridge.testing.Ingests;
import io.weighbridge.testing.MemoryStore;
import io.weighbridge.weights.Origin;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be told of blocks whose state is gone. */
class BodyScanTest {

    private static final int BLOCKS = 260;
    private static final BlockRange RANGE = new BlockRange(1, BLOCKS);

    private final MemoryStore store = new MemoryStore();

    @Test
    void readsTheSignedCallsOfBlocksWhoseStateIsGoneAndTheOthersInFull() {
        DevChain chain = chain(12, 0);
        BackfillResult result = run(new DevSource(chain).pruned(100), store, PrunedBlocks.BY_BODIES);

        List<WeightFact> all = scanned(chain);
        assertThat(store.facts())
                .filteredOn(fact -> fact.block().number() > 101)
                .isEqualTo(
                        all.stream().filter(fact -> fact.block().number() > 101).toList());
        assertThat(store.facts())
                .filteredOn(fact -> fact.block().number() <= 101)
                .allMatch(fact -> fact.outcome() == Outcome.Unknown.UNKNOWN)
                .extracting(WeightFact::key, WeightFact::kind, WeightFact::hotkey, WeightFact::index)
                .containsExactlyElementsOf(all.stream()
                        .filter(fact -> fact.block().number() <= 101 && isCall(fact))
                        .map(fact -> org.assertj.core.groups.Tuple.tuple(
                                fact.key(), fact.kind(), fact.hotkey(), fact.index()))
                        .toList())
                .isNotEmpty();
        assertThat(store.coverage(tracked(12))).isEqualTo(RangeSet.of(new BlockRange(102, BLOCKS)));
        assertThat(result.bodies()).isEqualTo(RangeSet.of(new BlockRange(1, 101)));
        assertThat(result.gaps()).isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void goesOnWithoutReadingBodiesTwice() {
        DevChain chain = chain(12, 0);
        var first = new DevSource(chain).pruned(100);
        run(first, store, PrunedBlocks.BY_BODIES);
        String before = store.content();
        var second = new DevSource(chain).pruned(100);

        run(second, store, PrunedBlocks.BY_BODIES);

        assertThat(store.content()).isEqualTo(before);
        assertThat(second.requests()).isLessThan(30);
    }

    @Test
    void putsWhatHappenedInThePlaceOfWhatWasNotKnown() {
        DevChain chain = chain(12, 0);
        run(new DevSource(chain).pruned(100), store, PrunedBlocks.BY_BODIES);

        run(new DevSource(chain), store, PrunedBlocks.REFUSED);

        assertThat(store.facts()).containsExactlyInAnyOrderElementsOf(scanned(chain));
        assertThat(store.coverage(tracked(12))).isEqualTo(RangeSet.of(RANGE));
    }

    @Test
    void leavesWhatIsKnownAsItIs() {
        DevChain chain = chain(12, 0);
        run(new DevSource(chain), store, PrunedBlocks.REFUSED);
        String before = store.content();

        run(new DevSource(chain).pruned(200), store, PrunedBlocks.BY_BODIES);

        assertThat(store.content()).isEqualTo(before);
    }

    @Test
    void refusesBlocksOfARuntimeThatNobodyTellsAnyMore() {
        DevChain chain = chain(12, 60);

        assertThatThrownBy(() -> run(new DevSource(chain).pruned(100), store, PrunedBlocks.BY_BODIES))
                .isInstanceOf(SourceException.Pruned.class)
                .hasMessageContaining("blocks 1–60 cannot be read by their bodies either")
                .hasMessageContaining("backfill --from 60 --to 60");
        assertThat(store.coverageOfBodies(tracked(12))).isEqualTo(RangeSet.of(new BlockRange(61, 101)));
    }

    @Test
    void readsBlocksOfARuntimeThatTheStoreKnows() {
        DevChain chain = chain(12, 60);
        var once = new BlockRange(60, 60);
        var unused = new Backfill(ingest(new DevSource(chain), store), Strategies.SCAN)
                .run(once)
                .blockingGet();

        BackfillResult result = run(new DevSource(chain).pruned(100), store, PrunedBlocks.BY_BODIES);

        assertThat(result.bodies().union(store.coverage(tracked(12)))).isEqualTo(RangeSet.of(RANGE));
    }

    @Test
    void readsARangeThatEndsBeforeAnyStateThatIsKept() {
        DevChain chain = chain(12, 0);
        Ingest ingest = ingest(new DevSource(chain).pruned(200), store);
        var range = new BlockRange(20, 80);

        BackfillResult result = new Backfill(
                        ingest, Strategies.AUTO, ProofLevel.PROVED, List.of(), PrunedBlocks.BY_BODIES)
                .run(range)
                .blockingGet();

        assertThat(result.bodies()).isEqualTo(RangeSet.of(range));
        assertThat(store.facts()).isNotEmpty();
    }

    private static BackfillResult run(DevSource source, MemoryStore store, PrunedBlocks prunedBlocks) {
        return new Backfill(ingest(source, store), Strategies.AUTO, ProofLevel.PROVED, List.of(), prunedBlocks)
                .run(RANGE)
                .blockingGet();
    }

    private static List<WeightFact> scanned(DevChain chain) {
        var whole = new MemoryStore();
        var unused = new Backfill(ingest(new DevSource(chain), whole), Strategies.SCAN)
                .run(RANGE)
                .blockingGet();
        return whole.facts();
    }

    private static boolean isCall(WeightFact fact) {
        return fact.origin() instanceof Origin.Signed && !fact.position().text().contains("@");
    }

    private static DevChain chain(long seed, long upgradeAt) {
        var chain = new DevChain(
                Scenario.withSeed(seed).withHotkeyCount(8).withTempo(12, 4).withUpgradeAt(upgradeAt));
        for (int i = 0; i < BLOCKS; i++) {
            var unused = chain.produce();
        }
        return chain;
    }

    private static Tracked tracked(long seed) {
        return new Tracked(Set.of(new Netuid(1)), Set.of(new Cast(seed).validator(1)));
    }

    private static Ingest ingest(DevSource source, MemoryStore store) {
        return Ingests.here(source, store, tracked(12));
    }
}

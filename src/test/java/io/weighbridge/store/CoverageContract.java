package io.weighbridge.store;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.BOB;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any {@link Store} knows which blocks are verified, for whom and by what. */
public abstract class CoverageContract extends StoreContract {

    @Test
    void coverageOfOneTargetSaysNothingOfAnother() {
        store.commit(increment(ALICE_ON_SUBNET, 1, 9, List.of()));

        assertThat(store.coverage(new Tracked(Set.of(SUBNET), Set.of(BOB)))).isEqualTo(RangeSet.EMPTY);
        assertThat(store.coverage(new Tracked(Set.of(SUBNET), Set.of()))).isEqualTo(RangeSet.EMPTY);
        assertThat(store.coverage(new Tracked(Set.of(SUBNET), Set.of(ALICE, BOB))))
                .isEqualTo(RangeSet.EMPTY);
    }

    @Test
    void coverageOfAllCoversEveryTarget() {
        store.commit(increment(Tracked.EVERYTHING, 1, 9, List.of()));
        store.commit(increment(ALICE_ON_SUBNET, 10, 12, List.of()));

        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 12));
        assertThat(store.coverage(Tracked.EVERYTHING)).isEqualTo(blocks(1, 9));
    }

    @Test
    void coverageRowsMergeAndKeepTheirStrategy() {
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(7, 9), "scan", List.of()));
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(1, 3), "scan", List.of()));
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(4, 6), "scan", List.of()));
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(8, 12), "follow+unverified", List.of()));

        assertThat(store.coverageRows())
                .containsExactly(
                        new CoverageRow("30", ALICE.ss58(), new BlockRange(1, 9), "scan", Evidence.NONE),
                        new CoverageRow("30", ALICE.ss58(), new BlockRange(8, 12), "follow+unverified", Evidence.NONE));
        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 12));
    }

    @Test
    void evidenceOfNeighboursAddsUp() {
        store.commit(jumped(1, 3, new Evidence(2, 0, 1, 1, 1, 1)));
        store.commit(jumped(7, 9, new Evidence(4, 4, 3, 2, 2, 0)));
        store.commit(jumped(4, 6, new Evidence(10, 0, 5, 7, 7, 6)));
        store.commit(jumped(4, 6, new Evidence(10, 0, 5, 7, 7, 6)));

        assertThat(store.coverageRows()).containsExactly(row(1, 9, new Evidence(16, 4, 9, 10, 10, 7)));
    }

    @Test
    void evidenceOfBlocksThatArePartlyTheSameStaysApart() {
        store.commit(jumped(1, 6, new Evidence(2, 0, 1, 1, 1, 1)));
        store.commit(jumped(4, 9, new Evidence(4, 4, 3, 2, 2, 0)));

        assertThat(store.coverageRows())
                .containsExactly(row(1, 6, new Evidence(2, 0, 1, 1, 1, 1)), row(4, 9, new Evidence(4, 4, 3, 2, 2, 0)));
        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 9));
    }

    @Test
    void evidenceOfMoreBlocksTakesThePlaceOfThatOfSomeOfThem() {
        store.commit(jumped(3, 6, new Evidence(2, 0, 1, 1, 1, 1)));
        store.commit(jumped(1, 9, new Evidence(4, 4, 3, 2, 2, 0)));

        assertThat(store.coverageRows()).containsExactly(row(1, 9, new Evidence(4, 4, 3, 2, 2, 0)));
    }

    @Test
    void blocksOfWhichOnlyEffectsAreKnownAreNotVerified() {
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(1, 9), "jump+no-proof", List.of()));
        store.commit(new Increment(ALICE_ON_SUBNET, new BlockRange(4, 5), "jump", List.of()));

        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(4, 5));
        assertThat(store.coverageOfEffects(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 9));
        assertThat(store.coverageRows().get(0).open()).contains("attempts that failed");
    }

    @Test
    void whatIsKnownTakesThePlaceOfWhatIsNotAndNeverTheOtherWayRound() {
        WeightFact unknown = set(5, ALICE, SUBNET, Outcome.Unknown.UNKNOWN);
        var bodies = new Increment(ALICE_ON_SUBNET, new BlockRange(1, 9), "bodies", List.of(unknown));
        store.commit(bodies);
        assertThat(stored()).extracting(it -> it.fact().outcome()).containsExactly(Outcome.Unknown.UNKNOWN);
        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(RangeSet.EMPTY);
        assertThat(store.coverageOfEffects(ALICE_ON_SUBNET)).isEqualTo(RangeSet.EMPTY);
        assertThat(store.coverageOfBodies(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 9));
        assertThat(store.coverageRows().get(0).open()).contains("what became of the calls");

        store.commit(increment(ALICE_ON_SUBNET, 1, 9, List.of(set(5))));
        store.commit(bodies);

        assertThat(stored()).extracting(StoredFact::fact).containsExactly(set(5));
        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 9));
    }

    private static Increment jumped(long first, long last, Evidence evidence) {
        return new Increment(ALICE_ON_SUBNET, new BlockRange(first, last), "jump", List.of(), evidence);
    }

    private static CoverageRow row(long first, long last, Evidence evidence) {
        return new CoverageRow("30", ALICE.ss58(), new BlockRange(first, last), "jump", evidence);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void coverageAgreesWithAModelThatTicksEveryBlock(long seed) {
        var random = new Random(seed);
        var model = new CoverageModel();
        for (int step = 0; step < 40; step++) {
            Tracked tracked = CoverageModel.someone(random);
            int first = random.nextInt(60);
            int last = Math.min(63, first + random.nextInt(12));
            String strategy = random.nextBoolean() ? "scan" : "jump";
            store.commit(new Increment(tracked, new BlockRange(first, last), strategy, List.of()));
            model.add(tracked, first, last);
        }
        for (int probe = 0; probe < 30; probe++) {
            Tracked tracked = CoverageModel.someone(random);
            assertThat(store.coverage(tracked)).as("seed %d, %s", seed, tracked).isEqualTo(model.coverage(tracked));
        }
    }

    /** Coverage the slow way: for each of two hotkeys and two subnets, and for all of either, one bit a block. */
    private static final class CoverageModel {

        private static final int ALL = 2;
        private static final List<AccountId> HOTKEYS = List.of(ALICE, BOB);
        private static final List<Netuid> NETUIDS = List.of(SUBNET, new Netuid(1));

        private final BitSet[][] ticked = new BitSet[ALL + 1][ALL + 1];

        CoverageModel() {
            for (BitSet[] row : ticked) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = new BitSet();
                }
            }
        }

        static Tracked someone(Random random) {
            return new Tracked(some(NETUIDS, random), some(HOTKEYS, random));
        }

        void add(Tracked tracked, int first, int last) {
            for (int netuid : indexes(NETUIDS, tracked.netuids())) {
                for (int hotkey : indexes(HOTKEYS, tracked.hotkeys())) {
                    ticked[netuid][hotkey].set(first, last + 1);
                }
            }
        }

        RangeSet coverage(Tracked tracked) {
            var covered = new BitSet();
            covered.set(0, 64);
            for (int netuid : indexes(NETUIDS, tracked.netuids())) {
                for (int hotkey : indexes(HOTKEYS, tracked.hotkeys())) {
                    var either = new BitSet();
                    either.or(ticked[netuid][hotkey]);
                    either.or(ticked[ALL][hotkey]);
                    either.or(ticked[netuid][ALL]);
                    either.or(ticked[ALL][ALL]);
                    covered.and(either);
                }
            }
            return new RangeSet(
                    covered.stream().mapToObj(n -> new BlockRange(n, n)).toList());
        }

        private static <T> Set<T> some(List<T> values, Random random) {
            var some = new HashSet<T>();
            values.stream().filter(value -> random.nextBoolean()).forEach(some::add);
            return some;
        }

        private static <T> List<Integer> indexes(List<T> known, Set<T> chosen) {
            var indexes = new ArrayList<Integer>();
            chosen.forEach(value -> indexes.add(known.indexOf(value)));
            return chosen.isEmpty() ? List.of(ALL) : indexes;
        }
    }
}

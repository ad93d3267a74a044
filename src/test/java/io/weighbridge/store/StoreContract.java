package io.weighbridge.store;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.BOB;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.hash;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.scale.Bytes;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.SpecRange;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Store} does, whatever database is behind it. */
public abstract class StoreContract {

    private static final Tracked ALICE_ON_SUBNET = new Tracked(Set.of(SUBNET), Set.of(ALICE));
    private static final Outcome TOO_FAST =
            new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));

    private Store store;

    /** Opens the store under test; after a close the same one again, with all that it holds. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFactComesBackAsItWas(long seed) {
        List<WeightFact> facts = FactSamples.arbitrary(seed, 200);
        store.commit(increment(Tracked.EVERYTHING, 1000, 1199, facts));

        assertThat(stored()).extracting(StoredFact::fact).isEqualTo(facts);
    }

    @Test
    void factsSurviveClosing() {
        store.commit(increment(ALICE_ON_SUBNET, 1, 9, List.of(set(5))));
        reopen();

        assertThat(stored()).extracting(StoredFact::fact).containsExactly(set(5));
        assertThat(store.coverage(ALICE_ON_SUBNET)).isEqualTo(blocks(1, 9));
    }

    @Test
    void committingTwiceChangesNothing() {
        Increment increment = increment(ALICE_ON_SUBNET, 1, 9, List.of(set(5), set(6)));
        store.commit(increment);
        List<StoredFact> before = stored();
        store.commit(increment);

        assertThat(stored()).isEqualTo(before);
        assertThat(store.coverageRows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void factsAndKeysDoNotDependOnHowTheyWereBatched(long seed) {
        List<WeightFact> facts = FactSamples.arbitrary(seed, 60);
        var random = new Random(seed);
        int from = 0;
        while (from < facts.size()) {
            int to = Math.min(facts.size(), from + 1 + random.nextInt(20));
            // Overlaps what is there already, so that some of it is ignored.
            int again = Math.max(0, from - random.nextInt(10));
            store.commit(increment(Tracked.EVERYTHING, 1000 + again, 1000 + to - 1, facts.subList(again, to)));
            from = to;
        }

        assertThat(stored()).extracting(StoredFact::fact).isEqualTo(facts);
        assertThat(stored())
                .extracting(StoredFact::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, facts.size()).boxed().toList());
    }

    @Test
    void aFactOutsideTheCoveredBlocksIsRefusedWithAllThatCameWithIt() {
        assertThatThrownBy(() -> store.commit(increment(ALICE_ON_SUBNET, 1, 9, List.of(set(5), set(10)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10");
        assertThat(stored()).isEmpty();
        assertThat(store.coverageRows()).isEmpty();
    }

    @Test
    void factsAreFoundByHotkeySubnetBlockAndOutcome() {
        Netuid other = new Netuid(31);
        store.commit(increment(
                Tracked.EVERYTHING,
                1,
                9,
                List.of(
                        set(1),
                        set(2, BOB, SUBNET, Outcome.Success.SUCCESS),
                        set(3, ALICE, other, Outcome.Success.SUCCESS),
                        set(4, ALICE, SUBNET, TOO_FAST),
                        set(5))));

        assertThat(blocksOf(query(new Tracked(Set.of(), Set.of(BOB)), Set.of())))
                .containsExactly(2L);
        assertThat(blocksOf(query(new Tracked(Set.of(other), Set.of()), Set.of())))
                .containsExactly(3L);
        assertThat(blocksOf(query(ALICE_ON_SUBNET, Set.of()))).containsExactly(1L, 4L, 5L);
        assertThat(blocksOf(query(ALICE_ON_SUBNET, Set.of("failed", "deferred"))))
                .containsExactly(4L);
        assertThat(blocksOf(FactQuery.of(Tracked.EVERYTHING, new BlockRange(2, 3))))
                .containsExactly(2L, 3L);
    }

    @Test
    void nothingIsLaterThanAllTimeOrEarlierThanItsBeginning() {
        store.commit(increment(ALICE_ON_SUBNET, 1, 3, List.of(set(1), set(2))));

        assertThat(store.facts(between(Instant.MAX, Instant.MAX))).isEmpty();
        assertThat(store.facts(between(Instant.MIN, Instant.MIN))).isEmpty();
        assertThat(store.facts(between(Instant.MIN, Instant.MAX))).hasSize(2);
    }

    @Test
    void factsAreFoundByTime() {
        store.commit(increment(ALICE_ON_SUBNET, 1, 9, List.of(set(1), set(2), set(3))));
        Instant second = set(2).timestamp();

        assertThat(blocksOf(between(second, set(3).timestamp()))).containsExactly(2L);
        assertThat(blocksOf(between(second.plusNanos(1), Instant.MAX))).containsExactly(3L);
        assertThat(blocksOf(between(Instant.MIN, second.plusNanos(1)))).containsExactly(1L, 2L);
    }

    @Test
    void factsComeInPages() {
        store.commit(increment(
                ALICE_ON_SUBNET,
                1,
                9,
                IntStream.rangeClosed(1, 9).mapToObj(FactSamples::set).toList()));

        assertThat(blocksOf(page(false, 0, 4))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(blocksOf(page(false, 8, 4))).containsExactly(9L);
        assertThat(blocksOf(page(true, 1, 3))).containsExactly(8L, 7L, 6L);
        assertThat(store.countFacts(page(true, 1, 3))).isEqualTo(9);
    }

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

    @Test
    void anotherChainIsRefusedAndNothingChanges() {
        store.bindGenesis(hash("finney"));
        store.bindGenesis(hash("finney"));

        assertThatThrownBy(() -> store.bindGenesis(hash("test")))
                .isInstanceOf(StoreException.ForeignChain.class)
                .hasMessageContaining(hash("finney").hex())
                .hasMessageContaining(hash("test").hex())
                .hasMessageContaining("--store");
        reopen();
        assertThat(store.genesis()).contains(hash("finney"));
    }

    @Test
    void aNewStoreBelongsToNoChain() {
        assertThat(store.genesis()).isEmpty();
    }

    @Test
    void parkedBlocksCountTheirAttemptsUntilTheyAreReadable() {
        Instant first = Instant.parse("2026-02-20T12:00:00.123Z");
        store.park(9, "no metadata", first);
        store.park(7, "bad length", first);
        store.park(9, "node is gone", first.plusSeconds(1));
        store.unpark(7);

        assertThat(store.parkedBlocks()).containsExactly(new ParkedBlock(9, "node is gone", 2, first.plusSeconds(1)));
    }

    @Test
    void metadataIsKeptOnce() {
        Bytes metadata = Bytes.copyOf(new byte[100_000]);
        store.saveMetadata(293, metadata);
        store.saveMetadata(293, Bytes.EMPTY);

        assertThat(store.metadata(293)).contains(metadata);
        assertThat(store.metadata(294)).isEmpty();
    }

    @Test
    void theBlocksOfARuntimeMergeWhereTheyTouchAndOnlyThere() {
        store.saveSpecRange(293, new BlockRange(500, 500));
        store.saveSpecRange(218, new BlockRange(1, 10));
        store.saveSpecRange(293, new BlockRange(450, 460));
        store.saveSpecRange(293, new BlockRange(461, 470));

        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(218, new BlockRange(1, 10)),
                        new SpecRange(293, new BlockRange(450, 470)),
                        new SpecRange(293, new BlockRange(500, 500)));
    }

    @Test
    void theNewestWordAboutABlocksRuntimeHolds() {
        store.saveSpecRange(218, new BlockRange(1, 30));
        store.saveSpecRange(293, new BlockRange(10, 20));

        assertThat(store.specRanges())
                .containsExactly(
                        new SpecRange(218, new BlockRange(1, 9)),
                        new SpecRange(293, new BlockRange(10, 20)),
                        new SpecRange(218, new BlockRange(21, 30)));
    }

    @Test
    void outlinesTellOfTheSameFactsInTheSameOrder() {
        store.commit(increment(Tracked.EVERYTHING, 1000, 1099, FactSamples.arbitrary(3, 100)));

        for (boolean newestFirst : new boolean[] {true, false}) {
            var query = new FactQuery(
                    Tracked.EVERYTHING, FactQuery.ALL_BLOCKS, Instant.MIN, Instant.MAX, Set.of(), newestFirst, 5, 50);
            assertThat(store.outlines(query))
                    .isEqualTo(store.facts(query).stream()
                            .map(StoreContract::outline)
                            .toList());
        }
    }

    @Test
    void factsAreFoundByKindAndByWhatIsKnownAlready() {
        store.commit(increment(Tracked.EVERYTHING, 1000, 1099, FactSamples.arbitrary(3, 100)));

        var commitsAfterTen = new FactQuery(
                Tracked.EVERYTHING,
                FactQuery.ALL_BLOCKS,
                Instant.MIN,
                Instant.MAX,
                Set.of(),
                Set.of(WeightFact.Kind.COMMIT),
                10,
                false,
                0,
                100);

        assertThat(store.facts(commitsAfterTen))
                .isNotEmpty()
                .isEqualTo(stored().stream()
                        .filter(stored -> stored.id() > 10 && stored.fact().kind() == WeightFact.Kind.COMMIT)
                        .toList());
    }

    @Test
    void factsAreFoundByTheirKeys() {
        store.commit(increment(Tracked.EVERYTHING, 1000, 1099, FactSamples.arbitrary(3, 100)));

        assertThat(store.factsByKey(Set.of(7L, 3L, 100_000L)))
                .isEqualTo(stored().stream()
                        .filter(stored -> stored.id() == 3 || stored.id() == 7)
                        .toList());
        assertThat(store.factsByKey(Set.of())).isEmpty();
    }

    private static FactOutline outline(StoredFact stored) {
        WeightFact fact = stored.fact();
        Outcome outcome = fact.outcome();
        String error = outcome.failure().map(DispatchError::name).orElse("");
        return new FactOutline(
                stored.id(),
                fact.block().number(),
                fact.timestamp(),
                fact.kind(),
                outcome.word(),
                error,
                fact.hotkey().ss58(),
                fact.index().netuid().value(),
                fact.index().mechanism().value(),
                fact.payload() instanceof Payload.Open || fact.payload() instanceof Payload.Revealed);
    }

    private void reopen() {
        store.close();
        store = open();
    }

    private List<StoredFact> stored() {
        return store.facts(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS));
    }

    private List<Long> blocksOf(FactQuery query) {
        return store.facts(query).stream()
                .map(stored -> stored.fact().block().number())
                .toList();
    }

    private static Increment increment(Tracked tracked, long first, long last, List<WeightFact> facts) {
        return new Increment(tracked, new BlockRange(first, last), "scan", facts);
    }

    private static FactQuery query(Tracked tracked, Set<String> outcomes) {
        return new FactQuery(
                tracked, FactQuery.ALL_BLOCKS, Instant.MIN, Instant.MAX, outcomes, false, 0, Integer.MAX_VALUE);
    }

    private static FactQuery between(Instant from, Instant until) {
        return new FactQuery(ALICE_ON_SUBNET, FactQuery.ALL_BLOCKS, from, until, Set.of(), false, 0, 100);
    }

    private static FactQuery page(boolean newestFirst, long offset, int limit) {
        return new FactQuery(
                ALICE_ON_SUBNET, FactQuery.ALL_BLOCKS, Instant.MIN, Instant.MAX, Set.of(), newestFirst, offset, limit);
    }

    private static RangeSet blocks(long first, long last) {
        return RangeSet.of(new BlockRange(first, last));
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

package io.weighbridge.store;

import static io.weighbridge.store.FactSamples.ALICE;
import static io.weighbridge.store.FactSamples.BOB;
import static io.weighbridge.store.FactSamples.SUBNET;
import static io.weighbridge.store.FactSamples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into any {@link Store} comes out of it, found by what is asked for. */
public abstract class FactsContract extends StoreContract {

    private static final Outcome TOO_FAST =
            new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));

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
    void outlinesTellOfTheSameFactsInTheSameOrder() {
        store.commit(increment(Tracked.EVERYTHING, 1000, 1099, FactSamples.arbitrary(3, 100)));

        for (boolean newestFirst : new boolean[] {true, false}) {
            var query = new FactQuery(
                    Tracked.EVERYTHING, FactQuery.ALL_BLOCKS, Instant.MIN, Instant.MAX, Set.of(), newestFirst, 5, 50);
            assertThat(store.outlines(query))
                    .isEqualTo(store.facts(query).stream()
                            .map(FactsContract::outline)
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

    private List<Long> blocksOf(FactQuery query) {
        return store.facts(query).stream()
                .map(stored -> stored.fact().block().number())
                .toList();
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
}

package io.weighbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.reconcile.Assignment.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {

    @Test
    void theBetterOfTwoRowsGetsTheFact() {
        var solution = Assignment.solve(List.of(new Pair(0, 0, 804), new Pair(1, 0, 612)), 36);
        assertThat(solution.certain()).containsExactly(new Pair(0, 0, 804));
        assertThat(solution.doubtful()).isEmpty();
    }

    @Test
    void twoEquallyGoodRowsAreDoubtful() {
        var solution = Assignment.solve(List.of(new Pair(0, 0, 690), new Pair(1, 0, 690)), 36);
        assertThat(solution.certain()).isEmpty();
        assertThat(solution.doubtful()).hasSize(2);
    }

    @Test
    void theMarginItselfIsEnough() {
        assertThat(Assignment.solve(List.of(new Pair(0, 0, 636), new Pair(1, 0, 600)), 36)
                        .certain())
                .hasSize(1);
        assertThat(Assignment.solve(List.of(new Pair(0, 0, 635), new Pair(1, 0, 600)), 36)
                        .certain())
                .isEmpty();
    }

    @Test
    void aRowGivesWayWhereTheTotalGrows() {
        var solution = Assignment.solve(List.of(new Pair(0, 0, 800), new Pair(0, 1, 700), new Pair(1, 0, 790)), 36);
        assertThat(solution.certain()).containsExactlyInAnyOrder(new Pair(0, 1, 700), new Pair(1, 0, 790));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTryingEverything(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<Pair> pairs = randomPairs(random);
            long margin = 1L + random.nextInt(60);
            var expected = byTryingEverything(pairs, margin);
            assertThat(Assignment.solve(pairs, margin))
                    .as("seed %d, round %d: %s, margin %d", seed, round, pairs, margin)
                    .isEqualTo(expected);
        }
    }

    private static List<Pair> randomPairs(Random random) {
        int rows = 1 + random.nextInt(5);
        int facts = 1 + random.nextInt(5);
        int spread = 1 + random.nextInt(200);
        var pairs = new ArrayList<Pair>();
        for (int row = 0; row < rows; row++) {
            for (int fact = 0; fact < facts; fact++) {
                if (random.nextInt(3) > 0) {
                    pairs.add(new Pair(row, fact, 20L + random.nextInt(spread)));
                }
            }
        }
        return pairs;
    }

    private static Assignment.Solution byTryingEverything(List<Pair> pairs, long margin) {
        var all = new ArrayList<Set<Pair>>();
        enumerate(pairs, 0, new HashSet<>(), all);
        long best = all.stream().mapToLong(AssignmentTest::total).max().orElse(0);
        var near = all.stream().filter(one -> best - total(one) < margin).toList();
        var certain = new HashSet<>(near.get(0));
        var doubtful = new HashSet<Pair>();
        near.forEach(certain::retainAll);
        near.forEach(doubtful::addAll);
        doubtful.removeAll(certain);
        return new Assignment.Solution(certain, doubtful);
    }

    private static void enumerate(List<Pair> pairs, int at, Set<Pair> chosen, List<Set<Pair>> all) {
        if (at == pairs.size()) {
            all.add(Set.copyOf(chosen));
            return;
        }
        enumerate(pairs, at + 1, chosen, all);
        Pair pair = pairs.get(at);
        if (chosen.stream().noneMatch(other -> other.row() == pair.row() || other.fact() == pair.fact())) {
            chosen.add(pair);
            enumerate(pairs, at + 1, chosen, all);
            chosen.remove(pair);
        }
    }

    private static long total(Set<Pair> pairs) {
        return pairs.stream().mapToLong(Pair::score).sum();
    }
}

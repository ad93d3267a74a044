package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink.Role;
import io.weighbridge.store.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Links rows by evidence weaker than a hash: for each tier the best one-to-one assignment, of which only the certain
 * pairs are linked.
 */
final class WeakerLinking {

    private static final List<Tier> TIERS = List.of(Tier.ROUND, Tier.WEIGHTS, Tier.TIME);

    private final long margin;
    private final PlannedTable planned;
    private final Candidates candidates;
    private final ScopedFacts facts;
    private final Evidence evidence;
    private final Linking linking;
    private final UnlinkedFindings unlinked;

    WeakerLinking(
            Rules rules,
            PlannedTable planned,
            Candidates candidates,
            ScopedFacts facts,
            Evidence evidence,
            Linking linking,
            UnlinkedFindings unlinked) {
        this.margin = Lags.micros(rules.worth().margin());
        this.planned = planned;
        this.candidates = candidates;
        this.facts = facts;
        this.evidence = evidence;
        this.linking = linking;
        this.unlinked = unlinked;
    }

    void link() {
        TIERS.forEach(this::link);
        holdWhatMayBelongToOpenRows();
    }

    private void link(Tier tier) {
        List<LoggedRow> rows = candidates.openRows().stream()
                .filter(row -> !unlinked.isReserved(row))
                .toList();
        var partners = new ArrayList<ChainFact>();
        Assignment.Solution solution = Assignment.solve(pairs(rows, partners, tier), margin);
        solution.doubtful().forEach(pair -> unlinked.doubt(rows.get(pair.row()), partners.get(pair.fact())));
        solution.certain().stream()
                .sorted(Comparator.comparingInt(Assignment.Pair::row))
                .forEach(pair -> take(rows.get(pair.row()), partners.get(pair.fact()), tier));
    }

    /** The pairs that are possible on that evidence; the facts of their numbers are added to {@code partners}. */
    private List<Assignment.Pair> pairs(List<LoggedRow> rows, List<ChainFact> partners, Tier tier) {
        var numbers = new HashMap<String, Integer>();
        var pairs = new ArrayList<Assignment.Pair>();
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            for (ChainFact fact : candidates.within(rows.get(i))) {
                if (unlinked.isReserved(fact)) {
                    continue;
                }
                evidence.score(rows.get(i), fact, tier).ifPresent(score -> {
                    int number = numbers.computeIfAbsent(fact.key(), key -> {
                        partners.add(fact);
                        return partners.size() - 1;
                    });
                    pairs.add(new Assignment.Pair(row, number, score));
                });
            }
        }
        return pairs;
    }

    private void take(LoggedRow row, ChainFact fact, Tier tier) {
        if (!facts.settled(fact)) {
            unlinked.reserve(row, fact);
            return;
        }
        planned.linksOf(fact.key()).forEach(linking::release);
        linking.link(row, fact, tier, Role.PRIMARY);
    }

    /** A settled fact waits if a row may belong to it or to a younger fact. */
    private void holdWhatMayBelongToOpenRows() {
        for (LoggedRow row : candidates.openRows()) {
            List<ChainFact> possible = candidates.within(row).stream()
                    .filter(fact -> evidence.possible(row, fact))
                    .toList();
            if (possible.stream().anyMatch(fact -> !facts.settled(fact))) {
                possible.forEach(unlinked::hold);
            }
        }
    }
}

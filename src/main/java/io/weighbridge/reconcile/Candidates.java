package io.weighbridge.reconcile;

import io.weighbridge.store.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows and facts that may still find each other. Not thread safe. */
final class Candidates {

    private final Rules rules;
    private final PlannedTable planned;
    private final ScopedFacts facts;

    /** Rows that name a block with several facts: theirs is one of these. */
    private final Map<Long, List<ChainFact>> confined = new HashMap<>();

    Candidates(Rules rules, PlannedTable planned, ScopedFacts facts) {
        this.rules = rules;
        this.planned = planned;
        this.facts = facts;
    }

    /** Whether a row is one of the validator's for this subnet, and nobody took its link back by hand. */
    boolean mayLink(LoggedRow row) {
        return !planned.isOwn(row.id()) && !planned.isSuppressed(row.id()) && isOfThisSubnet(row);
    }

    boolean isOfThisSubnet(LoggedRow row) {
        return row.netuid().isPresent()
                && row.netuid().getAsLong() == rules.netuid().value();
    }

    /** Whether no row of the validator's has the fact, and nobody took its link back by hand. */
    boolean isFree(ChainFact fact) {
        return !planned.isSuppressed(fact.key())
                && planned.linksOf(fact.key()).stream().allMatch(link -> link.tier() == Tier.INSERTED);
    }

    /** Leaves a row only the choice between these facts. */
    void confine(LoggedRow row, List<ChainFact> some) {
        confined.put(row.id(), some);
    }

    /** The unlinked rows that weaker evidence than a hash may link. */
    List<LoggedRow> openRows() {
        var open = new ArrayList<LoggedRow>();
        planned.rows().stream()
                .filter(row -> planned.linkOf(row.id()).isEmpty())
                .map(planned::logged)
                .filter(row -> mayLink(row) && (!row.hash().namesExtrinsic() || confined.containsKey(row.id())))
                .forEach(open::add);
        return open;
    }

    /** The free facts that any window could reach from a row. */
    List<ChainFact> within(LoggedRow row) {
        return Optional.ofNullable(confined.get(row.id())).orElseGet(() -> facts.near(row)).stream()
                .filter(this::isFree)
                .toList();
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.store.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows and facts that may still be linked. Not thread safe. */
final class Candidates {

    private final Rules rules;
    private final PlannedTable planned;
    private final ScopedFacts facts;

    /** Rows that name a block with several facts: only these facts are possible. */
    private final Map<Long, List<ChainFact>> confined = new HashMap<>();

    Candidates(Rules rules, PlannedTable planned, ScopedFacts facts) {
        this.rules = rules;
        this.planned = planned;
        this.facts = facts;
    }

    /** Whether a row is the validator's, of this subnet, and its link was not undone by the operator. */
    boolean mayLink(LoggedRow row) {
        return !planned.isOwn(row.id()) && !planned.isSuppressed(row.id()) && isOfThisSubnet(row);
    }

    boolean isOfThisSubnet(LoggedRow row) {
        return row.netuid().isPresent()
                && row.netuid().getAsLong() == rules.netuid().value();
    }

    /** Whether no validator's row is linked to the fact, and its link was not undone by the operator. */
    boolean isFree(ChainFact fact) {
        return !planned.isSuppressed(fact.key())
                && planned.linksOf(fact.key()).stream().allMatch(link -> link.tier() == Tier.INSERTED);
    }

    /** Restricts a row to these facts. */
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

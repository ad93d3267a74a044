package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.Tier;
import java.util.Collection;
import java.util.HashMap;

/**
 * Applies reveals to the rows of their commits: verifies the weights in a validator's row, and completes an inserted
 * one.
 */
final class Reveals {

    private final Rules rules;
    private final PlannedTable planned;
    private final OwnRows ownRows;

    Reveals(Rules rules, PlannedTable planned, OwnRows ownRows) {
        this.rules = rules;
        this.planned = planned;
        this.ownRows = ownRows;
    }

    void apply(Collection<Reveal> reveals) {
        for (Reveal reveal : reveals) {
            for (RowLink link : planned.linksOf(reveal.fact())) {
                planned.row(link.row()).ifPresent(row -> {
                    if (link.tier() == Tier.INSERTED) {
                        ownRows.reveal(link, row);
                    } else {
                        verify(link, planned.logged(row), reveal);
                    }
                });
                planned.endStep();
            }
        }
    }

    private void verify(RowLink link, LoggedRow logged, Reveal reveal) {
        logged.weights()
                .map(weights -> weights.grade(reveal.weights().byUid(), rules.extraUids()))
                .filter(grade -> grade != Grade.ZERO)
                .ifPresent(grade -> {
                    var flags = new HashMap<>(link.flags());
                    flags.put("weights_verified", grade.agrees());
                    if (!flags.equals(link.flags())) {
                        planned.put(link.withFlags(flags));
                    }
                });
    }
}

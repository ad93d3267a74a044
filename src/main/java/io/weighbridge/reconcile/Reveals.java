package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.Tier;
import java.util.Collection;
import java.util.HashMap;

/** What a reveal tells of the rows of its commit: it verifies a validator's, and completes our own. */
final class Reveals {

    private final Rules rules;
    private final Book book;
    private final OwnRows ownRows;

    Reveals(Rules rules, Book book, OwnRows ownRows) {
        this.rules = rules;
        this.book = book;
        this.ownRows = ownRows;
    }

    void apply(Collection<Reveal> reveals) {
        for (Reveal reveal : reveals) {
            for (RowLink link : book.linksOf(reveal.fact())) {
                book.row(link.row()).ifPresent(row -> {
                    if (link.tier() == Tier.INSERTED) {
                        ownRows.reveal(link, row);
                    } else {
                        verify(link, book.logged(row), reveal);
                    }
                });
                book.endStep();
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
                        book.put(link.withFlags(flags));
                    }
                });
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import java.util.List;
import java.util.OptionalLong;

/** What becomes of links when others delete rows or make the table anew; otherwise a link stays. */
final class Stickiness {

    private final Book book;

    Stickiness(Book book) {
        this.book = book;
    }

    /**
     * Looks for what others did since the last run.
     *
     * @param highestKey the highest key that the table ever gave, if it counts them
     */
    void check(OptionalLong highestKey) {
        if (recreated(highestKey)) {
            book.voidLinks();
            return;
        }
        for (RowLink link : book.links()) {
            if (book.row(link.row()).isEmpty()) {
                book.drop(link);
                if (book.linksOf(link.fact()).isEmpty()) {
                    book.bury(link.fact());
                } else {
                    promoteNext(link);
                }
                book.endStep();
            }
        }
    }

    private boolean recreated(OptionalLong highestKey) {
        for (RowLink link : book.links()) {
            boolean beyond = highestKey.isPresent() && highestKey.getAsLong() < link.row();
            boolean other = book.row(link.row())
                    .map(row -> row.fingerprint() != link.fingerprint())
                    .orElse(false);
            if (beyond || other) {
                return true;
            }
        }
        return false;
    }

    /** Where a link that is no more was the fact's primary one, the next of its rows takes its place. */
    void promoteNext(RowLink gone) {
        List<RowLink> others = book.linksOf(gone.fact());
        if (gone.role() == Role.PRIMARY && !others.isEmpty()) {
            book.put(others.get(0).withRole(Role.PRIMARY));
        }
    }
}

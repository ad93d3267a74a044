package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import java.util.List;
import java.util.OptionalLong;

/** Repairs links after other programs deleted rows or recreated the table; otherwise links stay. */
final class LinkRepair {

    private final PlannedTable planned;

    LinkRepair(PlannedTable planned) {
        this.planned = planned;
    }

    /**
     * Checks for such changes since the last run.
     *
     * @param highestKey the highest key that the table ever gave, if it counts them
     */
    void check(OptionalLong highestKey) {
        if (recreated(highestKey)) {
            planned.voidLinks();
            return;
        }
        for (RowLink link : planned.links()) {
            if (planned.row(link.row()).isEmpty()) {
                planned.drop(link);
                if (planned.linksOf(link.fact()).isEmpty()) {
                    planned.bury(link.fact());
                } else {
                    promoteNext(link);
                }
                planned.endStep();
            }
        }
    }

    private boolean recreated(OptionalLong highestKey) {
        for (RowLink link : planned.links()) {
            boolean beyond = highestKey.isPresent() && highestKey.getAsLong() < link.row();
            boolean other = planned.row(link.row())
                    .map(row -> row.fingerprint() != link.fingerprint())
                    .orElse(false);
            if (beyond || other) {
                return true;
            }
        }
        return false;
    }

    /** If a removed link was the fact's primary one, the next of its rows becomes primary. */
    void promoteNext(RowLink gone) {
        List<RowLink> others = planned.linksOf(gone.fact());
        if (gone.role() == Role.PRIMARY && !others.isEmpty()) {
            planned.put(others.get(0).withRole(Role.PRIMARY));
        }
    }
}

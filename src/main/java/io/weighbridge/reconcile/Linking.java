package io.weighbridge.reconcile;

import io.weighbridge.store.RowLink;
import io.weighbridge.store.RowLink.Role;
import io.weighbridge.store.Tier;
import java.util.Map;

/** Makes and releases links, with all writes into rows that belong to them. */
final class Linking {

    private final PlannedTable planned;
    private final Evidence evidence;
    private final Writes writes;

    Linking(PlannedTable planned, Evidence evidence, Writes writes) {
        this.planned = planned;
        this.evidence = evidence;
        this.writes = writes;
    }

    /** Links a validator's row and completes it. If the weights contradict the hash, nothing is written. */
    void link(LoggedRow row, ChainFact fact, Tier tier, Role role) {
        boolean contradicts = tier == Tier.HASH
                && evidence.grade(row, fact)
                        .map(grade -> grade == Grade.CONTRADICTION)
                        .orElse(false);
        planned.put(new RowLink(
                row.id(),
                fact.key(),
                tier,
                role,
                contradicts ? Map.of("weights_mismatch", true) : Map.of(),
                evidence.inWords(row, fact, tier),
                row.row().fingerprint()));
        if (!contradicts) {
            writes.complete(planned, row, fact, tier);
        }
        planned.endStep();
    }

    /** Releases a link: a row of this program is deleted, writes into a validator's row are taken back. */
    void release(RowLink link) {
        if (link.tier() == Tier.INSERTED) {
            planned.row(link.row()).ifPresent(planned::delete);
        } else {
            planned.takeBack(link.row());
            planned.drop(link);
        }
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerSnapshot;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.Tier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Undoes links: takes back the writes that are still there, or deletes an inserted row that nobody changed. Row and
 * fact are not linked again afterwards.
 */
final class Undo {

    private final PlannedTable planned;
    private final OwnRows ownRows;

    private Undo(PlannedTable planned, OwnRows ownRows) {
        this.planned = planned;
        this.ownRows = ownRows;
    }

    /**
     * The result of undoing.
     *
     * @param steps the changes to make; those of one step together
     * @param kept the rows whose links are taken back, each with the columns that somebody else changed since and that are left
     */
    record Undone(List<List<LedgerChange>> steps, Map<Long, List<String>> kept) {

        Undone {
            steps = List.copyOf(steps);
            kept = new TreeMap<>(kept);
        }
    }

    /**
     * Decides what to take back.
     *
     * @param rules how rows of our own were made
     * @param ledger the table and what is remembered about it
     * @param chain what the chain tells about those rows
     * @param rows the rows' keys; the newest link is taken back first
     */
    static Undone of(Rules rules, LedgerSnapshot ledger, ChainKnowledge chain, Collection<Long> rows) {
        var planned = new PlannedTable(ledger);
        var facts = new ScopedFacts(rules, Head.NOWHERE, chain.facts());
        var undo = new Undo(planned, new OwnRows(rules, planned, facts, chain.revealsByFact()));
        var kept = new TreeMap<Long, List<String>>();
        for (long row : new TreeSet<>(rows).descendingSet()) {
            planned.linkOf(row).ifPresent(link -> kept.put(row, undo.takeBack(link)));
        }
        return new Undone(planned.steps(), kept);
    }

    private List<String> takeBack(RowLink link) {
        List<String> kept = link.tier() == Tier.INSERTED ? takeBackOwn(link) : takeBackFills(link);
        planned.suppress(link.row(), link.fact());
        new LinkRepair(planned).promoteNext(link);
        planned.endStep();
        return kept;
    }

    private List<String> takeBackFills(RowLink link) {
        List<String> kept = planned.takeBack(link.row());
        planned.drop(link);
        return kept;
    }

    /** An inserted row that others changed is kept: it belongs to them now. */
    private List<String> takeBackOwn(RowLink link) {
        planned.takeBack(link.row());
        List<String> kept =
                planned.row(link.row()).map(row -> ownRows.touched(link, row)).orElse(List.of());
        Optional.of(kept)
                .filter(List::isEmpty)
                .flatMap(none -> planned.row(link.row()))
                .ifPresentOrElse(planned::delete, () -> planned.drop(link));
        return kept;
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.store.Cell;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.TableRow;
import io.weighbridge.store.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inserts rows for facts without a validator's row. */
final class OwnRows {

    private final Rules rules;
    private final PlannedTable planned;
    private final ScopedFacts facts;
    private final Map<String, Reveal> reveals;

    /**
     * Rows for facts.
     *
     * @param reveals the weights of revealed commits, by the commit's key
     */
    OwnRows(Rules rules, PlannedTable planned, ScopedFacts facts, Map<String, Reveal> reveals) {
        this.rules = rules;
        this.planned = planned;
        this.facts = facts;
        this.reveals = reveals;
    }

    /** Inserts rows, in chain order, for settled facts that have no row and are not in doubt. */
    void insert(UnlinkedFindings unlinked) {
        for (ChainFact fact : facts.own()) {
            boolean open = planned.linksOf(fact.key()).isEmpty() && !unlinked.isDoubtful(fact) && !unlinked.waits(fact);
            if (open && facts.settled(fact) && mayBeInserted(fact)) {
                planned.insert(fact.key(), unrevealed(fact), row(fact));
                planned.endStep();
            }
        }
    }

    /** Whether the fact may get a row, apart from its age and from other rows. */
    boolean mayBeInserted(ChainFact fact) {
        return !planned.isBuried(fact.key())
                && !planned.isSuppressed(fact.key())
                && (fact.success() || rules.insertFailed())
                && planned.takes(row(fact));
    }

    private Map<String, Cell> row(ChainFact fact) {
        return Writes.ownRow(fact, Optional.ofNullable(reveals.get(fact.key())));
    }

    private static Map<String, Cell> unrevealed(ChainFact fact) {
        return Writes.ownRow(fact, Optional.empty());
    }

    /** Writes the weights of a revealed commit into its row; cells that others changed are left. */
    void reveal(RowLink link, TableRow row) {
        TableRow first = planned.unfilled(row.id()).map(LoggedRow::row).orElse(row);
        facts.find(link.fact()).ifPresent(fact -> {
            Map<String, Cell> inserted = unrevealed(fact);
            row(fact).forEach((column, cell) -> {
                if (first.cell(column).equals(inserted.get(column))) {
                    planned.write(row.id(), column, cell, Tier.INSERTED, link.fact());
                }
            });
        });
        planned.row(row.id())
                .filter(changed -> changed.fingerprint() != link.fingerprint())
                .ifPresent(changed -> planned.put(link.withFingerprint(changed.fingerprint())));
    }

    /** The columns of an inserted row that were changed by others. */
    List<String> touched(RowLink link, TableRow row) {
        Optional<ChainFact> known = facts.find(link.fact());
        Map<String, Cell> inserted = known.map(OwnRows::unrevealed).orElse(Map.of());
        Map<String, Cell> revealed = known.map(this::row).orElse(Map.of());
        return row.cells().keySet().stream()
                .filter(column -> !column.equals("id"))
                .filter(column -> !row.cell(column).equals(inserted.getOrDefault(column, row.cell(column)))
                        && !row.cell(column).equals(revealed.getOrDefault(column, row.cell(column))))
                .sorted()
                .toList();
    }
}

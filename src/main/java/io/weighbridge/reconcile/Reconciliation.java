package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The decisions of one run.
 *
 * @param steps the changes to make; those of one step together
 * @param links every link after these changes, except those of rows still to be inserted
 * @param rows the verdict of each validator's row without a link
 * @param facts the verdict of each fact
 */
public record Reconciliation(
        List<List<LedgerChange>> steps,
        List<RowLink> links,
        Map<Long, RowVerdict> rows,
        Map<String, FactVerdict> facts) {

    /** No decisions. */
    public static final Reconciliation NOTHING = new Reconciliation(List.of(), List.of(), Map.of(), Map.of());

    /** Copies the collections. */
    public Reconciliation {
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        rows = new TreeMap<>(rows);
        facts = Map.copyOf(facts);
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.RowLink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run came to.
 *
 * @param steps the changes to make; those of one step together
 * @param links every link as it is then, but those of rows that are still to be inserted
 * @param rows what is to be said of each validator's row without a link
 * @param facts what became of each fact
 */
public record Reconciliation(
        List<List<LedgerChange>> steps,
        List<RowLink> links,
        Map<Long, RowVerdict> rows,
        Map<String, FactVerdict> facts) {

    /** Nothing is known and nothing is to be done. */
    public static final Reconciliation NOTHING = new Reconciliation(List.of(), List.of(), Map.of(), Map.of());

    /** Copies the collections. */
    public Reconciliation {
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        rows = new TreeMap<>(rows);
        facts = Map.copyOf(facts);
    }
}

package io.weighbridge.store;

import java.util.Set;

/**
 * A part of {@code weight_transactions}: besides these the rows that nothing was ever said of.
 *
 * @param rows rows by their keys
 * @param facts facts whose rows are wanted, by their keys
 */
public record LedgerScope(Set<Long> rows, Set<String> facts) {

    /** Copies the sets. */
    public LedgerScope {
        rows = Set.copyOf(rows);
        facts = Set.copyOf(facts);
    }
}

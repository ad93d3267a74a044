package io.weighbridge.cli;

import io.weighbridge.store.Fill;
import io.weighbridge.store.LedgerChange;
import io.weighbridge.store.LedgerChange.Insert;
import io.weighbridge.store.LedgerChange.PutLink;
import io.weighbridge.store.LedgerChange.Write;
import io.weighbridge.store.RowLink;
import io.weighbridge.store.Tier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What reconciling did to one row, in words.
 *
 * @param fact the key of the fact that it belongs to
 * @param row which row
 * @param text what happened to it
 */
record RowChangeText(String fact, String row, String text) {

    /** What changes that were made together come to. */
    static Stream<RowChangeText> of(List<LedgerChange> step) {
        List<Fill> fills = step.stream()
                .filter(Write.class::isInstance)
                .map(change -> ((Write) change).fill())
                .toList();
        return step.stream().flatMap(change -> of(change, fills));
    }

    private static Stream<RowChangeText> of(LedgerChange change, List<Fill> fills) {
        if (change instanceof PutLink put && put.link().tier() != Tier.INSERTED) {
            return Stream.of(linked(put.link(), fills));
        }
        return change instanceof Insert insert
                ? Stream.of(new RowChangeText(insert.fact(), "new row", "never logged by the validator: added"))
                : Stream.empty();
    }

    private static RowChangeText linked(RowLink link, List<Fill> fills) {
        String columns = fills.stream()
                .filter(fill -> fill.row() == link.row())
                .map(Fill::column)
                .collect(Collectors.joining(", "));
        String by = "matched by " + link.tier().word();
        return new RowChangeText(
                link.fact(), "row " + link.row(), by + (columns.isEmpty() ? ", as it happened" : ", wrote " + columns));
    }
}

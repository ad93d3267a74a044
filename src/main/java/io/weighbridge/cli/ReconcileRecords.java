package io.weighbridge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.reconcile.FactVerdict;
import io.weighbridge.reconcile.Reconciling.Result;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.store.RowLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reconciliation did and what it left, for people and for programs. */
final class ReconcileRecords {

    /** The names of a record's columns, in their order. */
    static final List<String> COLUMNS = List.of("what", "row", "fact", "verdict", "reason", "cells");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReconcileRecords() {}

    /** Whether something is left that somebody should look into. */
    static boolean disagrees(Result result) {
        return result.state().rows().values().stream().anyMatch(RowVerdict::isDisagreement)
                || result.state().facts().values().stream().anyMatch(FactVerdict::isDisagreement)
                || result.state().links().stream().anyMatch(ReconcileRecords::disagrees);
    }

    private static boolean disagrees(RowLink link) {
        return link.flags().getOrDefault("weights_mismatch", false)
                || !link.flags().getOrDefault("weights_verified", true);
    }

    /** The whole state: {@code changes}, {@code links}, {@code rows}, {@code facts}. */
    static ObjectNode report(Result result) {
        ObjectNode report = JSON.createObjectNode();
        report.put("run", result.run());
        report.put("changes", result.changes());
        ArrayNode links = report.putArray("links");
        result.state().links().forEach(link -> links.add(json(link)));
        ObjectNode rows = report.putObject("rows");
        result.state().rows().forEach((row, verdict) -> rows.put(row.toString(), verdict.word()));
        ObjectNode facts = report.putObject("facts");
        new TreeMap<>(result.state().facts()).forEach((fact, verdict) -> facts.put(fact, verdict.word()));
        return report;
    }

    /** What undoing came to: {@code changes} and the columns that were left. */
    static ObjectNode undoReport(Map<Long, List<String>> kept, boolean oneRow) {
        ObjectNode report = JSON.createObjectNode();
        ArrayNode left = report.putArray("undo_kept");
        kept.forEach((row, columns) -> columns.forEach(column -> left.add(oneRow ? column : row + "." + column)));
        return report;
    }

    private static ObjectNode json(RowLink link) {
        ObjectNode node = JSON.createObjectNode();
        node.put("row", link.row());
        node.put("fact", link.fact());
        node.put("tier", link.tier().word());
        node.put("role", link.role().word());
        node.put("evidence", link.evidence());
        ObjectNode flags = node.putObject("flags");
        link.flags().forEach(flags::put);
        return node;
    }

    /** One record for each thing that was done, then one for each row and fact that was left. */
    static List<ObjectNode> records(Result result) {
        var records = new ArrayList<ObjectNode>();
        result.steps().forEach(step -> records.addAll(StepRecords.of(step)));
        result.state()
                .rows()
                .forEach((row, verdict) ->
                        records.add(record("left", row.toString(), "", verdict.word(), verdict.reason(), List.of())));
        new TreeMap<>(result.state().facts()).forEach((fact, verdict) -> {
            if (verdict != FactVerdict.LINKED && verdict != FactVerdict.INSERTED) {
                records.add(record("left", "", fact, verdict.word(), verdict.reason(), List.of()));
            }
        });
        return records;
    }

    /** One record; {@code cells} are those that were written. */
    static ObjectNode record(String what, String row, String fact, String verdict, String reason, List<String> cells) {
        ObjectNode record = JSON.createObjectNode();
        record.put("what", what);
        record.put("row", row);
        record.put("fact", fact);
        record.put("verdict", verdict);
        record.put("reason", reason);
        ArrayNode written = record.putArray("cells");
        cells.forEach(written::add);
        return record;
    }
}

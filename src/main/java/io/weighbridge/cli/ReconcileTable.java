package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.reconcile.Reconciling.Result;
import java.util.ArrayList;
import java.util.List;

/** What a reconciliation did and left, as a table for people. */
final class ReconcileTable {

    private static final List<String> HEAD = List.of("WHAT", "ROW", "FACT", "VERDICT", "WHY", "CELLS");
    private static final int LONGEST_CELL = 48;
    private static final int ENDS = 8;

    private final Console console;

    ReconcileTable(Console console) {
        this.console = console;
    }

    void print(List<ObjectNode> records) {
        if (!records.isEmpty()) {
            new TextTable(HEAD, records.stream().map(ReconcileTable::line).toList())
                    .print(console.out(), console.layout());
        }
    }

    /** One line on standard error. */
    static void summary(Console console, Result result, List<ObjectNode> records, boolean dryRun) {
        long left = records.stream()
                .filter(record -> record.path("what").asText().equals("left"))
                .count();
        String done = dryRun
                ? Words.count(result.steps().size(), "step") + " would be made, nothing was written"
                : result.changes() == 0
                        ? "nothing to change"
                        : "run " + result.run() + " made " + Words.count(result.changes(), "change")
                                + "; 'reconcile --undo " + result.run() + "' takes them back";
        console.say(done + "; " + left + " left as they are");
    }

    private static List<String> line(ObjectNode record) {
        var cells = new ArrayList<String>();
        record.path("cells").forEach(cell -> cells.add(shortOf(cell.asText())));
        return List.of(
                record.path("what").asText(),
                record.path("row").asText(),
                fact(record.path("fact").asText()),
                record.path("verdict").asText(),
                record.path("reason").asText(),
                String.join("; ", cells));
    }

    /** The ends of the block's hash, and the position. */
    private static String fact(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : Hotkeys.shortOf(key.substring(0, colon), ENDS) + key.substring(colon);
    }

    private static String shortOf(String cell) {
        return cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL - 1) + "…";
    }
}

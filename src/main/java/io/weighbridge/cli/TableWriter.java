package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.store.Tier;
import io.weighbridge.weights.commit.CommitState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns for people, as wide as their contents where there is room; every thousand lines are a table of their own. */
final class TableWriter implements RecordWriter {

    private static final List<String> HEAD =
            List.of("TIME (UTC)", "BLOCK", "POSITION", "HOTKEY", "NETUID", "KIND", "OUTCOME", "WEIGHTS", "ROW");

    /** What is given up first in a narrow window. */
    private static final List<String> SPARE = List.of("POSITION", "WEIGHTS");

    /** The pallet of nearly every error: its name says nothing new. */
    private static final String PALLET = "SubtensorModule.";

    private static final int LINES = 1_000;

    private final PrintStream out;
    private final TextLayout layout;
    private final List<List<String>> lines = new ArrayList<>();

    TableWriter(PrintStream out, TextLayout layout) {
        this.out = out;
        this.layout = layout;
    }

    @Override
    public void write(ObjectNode record) {
        lines.add(List.of(
                record.path("block_ts").asText().replace('T', ' ').replaceFirst("\\.\\d+Z$", ""),
                record.path("block_number").asText(),
                record.path("position").asText(),
                Hotkeys.shortOf(record.path("hotkey").asText()),
                netuid(record),
                record.path("kind").asText(),
                outcome(record),
                weights(record),
                row(record)));
        if (lines.size() == LINES) {
            close();
        }
    }

    @Override
    public void close() {
        if (!lines.isEmpty()) {
            new TextTable(HEAD, lines, SPARE).print(out, layout);
            lines.clear();
        }
    }

    private static String netuid(ObjectNode record) {
        int mechanism = record.path("mechanism_id").asInt();
        return record.path("netuid").asText() + (mechanism == 0 ? "" : "/" + mechanism);
    }

    private static String outcome(ObjectNode record) {
        JsonNode error = record.path("error");
        return record.path("outcome").asText()
                + (error.isNull() ? "" : " " + error.asText().replaceFirst("^" + PALLET.replace(".", "\\."), ""));
    }

    private static String weights(ObjectNode record) {
        JsonNode values = record.path("values");
        if (values.isArray()) {
            return values.size() + " " + Sparkline.of(values);
        }
        JsonNode state = record.path("commit_state");
        JsonNode revealed = record.path("revealed_values");
        String weights = revealed.isArray() ? ": " + revealed.size() + " " + Sparkline.of(revealed) : "";
        return state.isTextual() ? commit(record, state.asText()) + weights : "–";
    }

    private static String commit(ObjectNode record, String state) {
        boolean waits = state.equals(CommitState.PENDING.word());
        return state
                + (waits ? " until " + record.path("reveal_last_block").asText() : "")
                + (record.path("commit_ambiguous").asBoolean() ? "?" : "");
    }

    private static String row(ObjectNode record) {
        JsonNode id = record.path("row_id");
        if (id.isNull()) {
            return "–";
        }
        String tier = record.path("row_tier").asText();
        boolean ours = tier.equals(Tier.INSERTED.word());
        return id.asText() + " " + (ours ? "inserted" : "validator, by " + tier + written(record.path("row_cells")));
    }

    /** What was written into the validator's row: {@code : block_number filled, success corrected}. */
    private static String written(JsonNode cells) {
        String words = cells.properties().stream()
                .map(cell -> cell.getKey() + " " + cell.getValue().asText())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "" : ": " + words;
    }
}

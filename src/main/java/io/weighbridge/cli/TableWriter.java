package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.weights.commit.CommitState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns for people, as wide as their contents; every thousand lines are a table of their own. */
final class TableWriter implements RecordWriter {

    private static final List<String> HEAD =
            List.of("TIME (UTC)", "BLOCK", "POSITION", "HOTKEY", "NETUID", "KIND", "OUTCOME", "WEIGHTS", "ROW");

    private static final int LINES = 1_000;

    private final PrintStream out;
    private final boolean coloured;
    private final List<List<String>> lines = new ArrayList<>();

    TableWriter(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
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
            new TextTable(HEAD, lines).print(out, coloured);
            lines.clear();
        }
    }

    private static String netuid(ObjectNode record) {
        int mechanism = record.path("mechanism_id").asInt();
        return record.path("netuid").asText() + (mechanism == 0 ? "" : "/" + mechanism);
    }

    private static String outcome(ObjectNode record) {
        JsonNode error = record.path("error");
        return record.path("outcome").asText() + (error.isNull() ? "" : " " + error.asText());
    }

    private static String weights(ObjectNode record) {
        JsonNode values = record.path("values");
        if (values.isArray()) {
            return values.size() + " " + Sparkline.of(values);
        }
        JsonNode state = record.path("commit_state");
        return state.isTextual() ? commit(record, state.asText()) : "–";
    }

    private static String commit(ObjectNode record, String state) {
        boolean waits = state.equals(CommitState.PENDING.word());
        return state
                + (waits ? " until " + record.path("reveal_last_block").asText() : "")
                + (record.path("commit_ambiguous").asBoolean() ? "?" : "");
    }

    private static String row(ObjectNode record) {
        JsonNode id = record.path("row_id");
        return id.isNull() ? "–" : id.asText() + " " + record.path("row_origin").asText();
    }
}

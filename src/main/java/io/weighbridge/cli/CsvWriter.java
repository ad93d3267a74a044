package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, lines ended by LF; lists are JSON, what is absent is empty. */
final class CsvWriter implements RecordWriter {

    private final PrintStream out;
    private boolean any;

    CsvWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(ObjectNode record) {
        if (!any) {
            var names = new ArrayList<String>();
            record.fieldNames().forEachRemaining(names::add);
            out.println(String.join(",", names));
            any = true;
        }
        out.println(record.properties().stream()
                .map(entry -> cell(entry.getValue()))
                .collect(Collectors.joining(",")));
    }

    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.isContainerNode() ? value.toString() : value.asText();
        boolean plain =
                text.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Comma-separated values as RFC 4180 has them, with a head line; lists are JSON, what is absent is empty. */
final class CsvWriter implements RecordWriter {

    private final de.siegmar.fastcsv.writer.CsvWriter csv;
    private final List<String> columns;

    CsvWriter(PrintStream out, List<String> columns) {
        this.columns = List.copyOf(columns);
        this.csv = de.siegmar.fastcsv.writer.CsvWriter.builder().build(out);
        csv.writeRecord(columns);
    }

    @Override
    public void write(ObjectNode record) {
        csv.writeRecord(
                columns.stream().map(column -> cell(record.path(column))).toList());
    }

    @Override
    public void close() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(JsonNode value) {
        return value.isNull() ? "" : value.isContainerNode() ? value.toString() : value.asText();
    }
}

package io.weighbridge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** One array, an object a line. */
final class JsonWriter implements RecordWriter {

    private final PrintStream out;
    private boolean any;

    JsonWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(ObjectNode record) {
        out.print(any ? ",\n" : "[\n");
        out.print(record);
        any = true;
    }

    @Override
    public void close() {
        out.print(any ? "\n]\n" : "[]\n");
    }
}

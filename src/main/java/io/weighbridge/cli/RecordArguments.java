package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the results are written, and where. */
final class RecordArguments {

    private static final int CHECKED_EVERY = 500;

    private final RecordFormat usual;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "table, json, ndjson or csv. Default: what the name of --output ends with, else table (export: csv).")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write there instead of to standard output; the file appears when it is whole.")
    private @Nullable Path output;

    RecordArguments(RecordFormat usual) {
        this.usual = usual;
    }

    /** The format that was chosen. */
    RecordFormat format() {
        if (format != null) {
            return RecordFormat.of(format);
        }
        return output == null ? usual : told(output);
    }

    private RecordFormat told(Path file) {
        if (RecordFormat.ending(file).isEmpty()) {
            return usual;
        }
        return RecordFormat.ofFile(file)
                .orElseThrow(() -> new ConfigException("cannot tell the format from '" + file.getFileName()
                        + "' (flag --output): expected a name that ends with .csv, .json or .ndjson, or --format FORMAT"
                        + " beside it"));
    }

    /** Whether a table is shown to somebody who reads it now. */
    boolean isShownAsTable() {
        return output == null && format() == RecordFormat.TABLE;
    }

    /**
     * Writes records of those columns: what {@code source} hands on. The file appears only if all went well.
     *
     * @return how many there were
     */
    long write(Console console, List<String> columns, Consumer<RecordWriter> source) {
        var count = new long[1];
        try (var sink = ResultFile.open(output, console)) {
            try (RecordWriter writer =
                    format().writer(sink.stream(), columns, output == null ? console.layout() : TextLayout.PLAIN)) {
                source.accept(record -> {
                    writer.write(record);
                    if (++count[0] % CHECKED_EVERY == 0) {
                        sink.check();
                    }
                });
            }
            sink.keep();
        }
        return count[0];
    }
}

package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How records are written. */
enum RecordFormat {
    /** Columns for people. */
    TABLE {
        @Override
        RecordWriter writer(PrintStream out, List<String> columns, TextLayout layout) {
            return new TableWriter(out, layout);
        }
    },
    /** One JSON array. */
    JSON {
        @Override
        RecordWriter writer(PrintStream out, List<String> columns, TextLayout layout) {
            return new JsonWriter(out);
        }
    },
    /** One JSON object a line. */
    NDJSON {
        @Override
        RecordWriter writer(PrintStream out, List<String> columns, TextLayout layout) {
            return record -> out.append(record.toString()).append('\n');
        }
    },
    /** Comma-separated values with a head line (RFC 4180). */
    CSV {
        @Override
        RecordWriter writer(PrintStream out, List<String> columns, TextLayout layout) {
            return new CsvWriter(out, columns);
        }
    };

    /** The one of that name. */
    static RecordFormat of(String word) {
        return named(word).orElseThrow(() -> ConfigException.ofFlag("format", word, "table, json, ndjson or csv"));
    }

    /** The one that a file's name ends with, such as {@code march.csv}. */
    static Optional<RecordFormat> ofFile(Path file) {
        return named(ending(file));
    }

    /** What stands behind the last dot of a file's name; empty where there is none. */
    static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static Optional<RecordFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes records that have those columns. */
    abstract RecordWriter writer(PrintStream out, List<String> columns, TextLayout layout);
}

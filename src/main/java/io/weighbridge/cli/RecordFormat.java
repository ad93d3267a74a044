package io.weighbridge.cli;

import io.weighbridge.cli.settings.ConfigException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** How weight actions are written. */
enum RecordFormat {
    /** Columns for people. */
    TABLE {
        @Override
        RecordWriter writer(PrintStream out, boolean coloured) {
            return new TableWriter(out, coloured);
        }
    },
    /** One JSON array. */
    JSON {
        @Override
        RecordWriter writer(PrintStream out, boolean coloured) {
            return new JsonWriter(out);
        }
    },
    /** One JSON object a line. */
    NDJSON {
        @Override
        RecordWriter writer(PrintStream out, boolean coloured) {
            return record -> out.println(record);
        }
    },
    /** Comma-separated values with a head line (RFC 4180). */
    CSV {
        @Override
        RecordWriter writer(PrintStream out, boolean coloured) {
            return new CsvWriter(out);
        }
    };

    /** The one of that name. */
    static RecordFormat of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("cannot use format '" + word.toLowerCase(Locale.ROOT)
                        + "' (flag --format): expected table, json, ndjson or csv"));
    }

    abstract RecordWriter writer(PrintStream out, boolean coloured);
}

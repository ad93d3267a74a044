package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordWritersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void csvQuotesWhatNeedsIt() throws IOException {
        write(
                RecordFormat.CSV,
                "{\"a\":1,\"b\":\"x,y\",\"c\":\"say \\\"so\\\"\",\"d\":null,\"e\":[1,2],\"f\":\"two\\nlines\"}");

        assertThat(text()).isEqualTo("a,b,c,d,e,f\r\n1,\"x,y\",\"say \"\"so\"\"\",,\"[1,2]\",\"two\nlines\"\r\n");
    }

    @Test
    void csvHasOneHead() throws IOException {
        write(RecordFormat.CSV, "{\"a\":1}", "{\"a\":2}");

        assertThat(text()).isEqualTo("a\r\n1\r\n2\r\n");
    }

    @Test
    void csvOfNothingIsAHead() {
        RecordFormat.CSV.writer(stream(), List.of("a", "b"), TextLayout.PLAIN).close();

        assertThat(text()).isEqualTo("a,b\r\n");
    }

    @Test
    void ofVeryManyLinesEveryThousandAreATable() {
        try (RecordWriter writer = RecordFormat.TABLE.writer(stream(), List.of(), TextLayout.PLAIN)) {
            for (int i = 0; i < 2_001; i++) {
                writer.write(JSON.createObjectNode().put("block_number", i));
            }
        }

        assertThat(text().lines().filter(line -> line.startsWith("TIME (UTC)"))).hasSize(3);
        assertThat(text()).hasLineCount(2_004);
    }

    @Test
    void jsonIsOneArray() throws IOException {
        write(RecordFormat.JSON, "{\"a\":1}", "{\"a\":2}");

        assertThat(text()).isEqualTo("[\n{\"a\":1},\n{\"a\":2}\n]\n");
    }

    @Test
    void jsonOfNothingIsAnEmptyArray() throws IOException {
        write(RecordFormat.JSON);

        assertThat(text()).isEqualTo("[]\n");
    }

    @Test
    void ndjsonIsALineEach() throws IOException {
        write(RecordFormat.NDJSON, "{\"a\":1}", "{\"a\":2}");

        assertThat(text()).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
    }

    @Test
    void aTableIsAsWideAsItsContents() {
        new TextTable(List.of("NAME", "N"), List.of(List.of("a", "1"), List.of("a longer name", "200")))
                .print(stream(), TextLayout.PLAIN);

        assertThat(text()).isEqualTo("""
                NAME             N
                a                1
                a longer name  200
                """);
    }

    @Test
    void aTableTooWideTellsOnceWhatAllLinesSayAndCutsTheLongest() {
        var lines = List.of(
                List.of("1", "x1", "5Grw", "failed for a long reason", ""),
                List.of("2", "x2/0.0", "5Grw", "success", ""));
        var table =
                new TextTable(List.of("BLOCK", "POSITION", "HOTKEY", "OUTCOME", "CELLS"), lines, List.of("POSITION"));

        table.print(stream(), new TextLayout(false, 20));

        assertThat(text()).isEqualTo("""
                HOTKEY 5Grw · no room for POSITION
                BLOCK  OUTCOME
                    1  failed for a…
                    2  success
                """);
    }

    @Test
    void oneLineTooWideIsToldCellByCell() {
        new TextTable(List.of("BLOCK", "OUTCOME"), List.of(List.of("1", "failed for a long reason")))
                .print(stream(), new TextLayout(false, 20));

        assertThat(text()).isEqualTo("""
                BLOCK    1
                OUTCOME  failed for a long reason
                """);
    }

    @Test
    void aTableHasColoursOnlyWhereTheyAreWanted() {
        new TextTable(List.of("OUTCOME"), List.of(List.of("failed")))
                .print(stream(), new TextLayout(true, TextLayout.ENDLESS));

        assertThat(text()).isEqualTo("\u001b[2mOUTCOME\u001b[0m\n\u001b[31mfailed\u001b[0m\n");
    }

    @Test
    void barsShowProportions() {
        assertThat(Sparkline.of(List.of(0, 32768, 65535), 24)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(0, 0), 24)).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of(), 24)).isEmpty();
    }

    @Test
    void ofManyBarsTheHighestNeighboursAreShown() {
        assertThat(Sparkline.of(List.of(0, 9, 0, 0), 2)).isEqualTo("█▁");
    }

    private void write(RecordFormat format, String... records) throws IOException {
        var objects = new ArrayList<ObjectNode>();
        for (String json : records) {
            objects.add((ObjectNode) JSON.readTree(json));
        }
        List<String> columns = objects.isEmpty()
                ? List.of()
                : objects.get(0).properties().stream().map(Map.Entry::getKey).toList();
        try (RecordWriter writer = format.writer(stream(), columns, TextLayout.PLAIN)) {
            objects.forEach(writer::write);
        }
    }

    private PrintStream stream() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}

package io.weighbridge.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every vector of the chain data has the expected answer, with every metadata file that gives the same. */
class VectorsTest {

    private static final int VECTORS = 367;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LineAnswers answers = new LineAnswers(SharedData.path(""));

    @Test
    void thereAreAllVectors() {
        assertThat(vectors()).hasSize(VECTORS);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorHasTheExpectedAnswer() {
        return vectors().stream().flatMap(this::tests);
    }

    private Stream<DynamicTest> tests(Path file) {
        ObjectNode vector = (ObjectNode) read(file);
        String name = vector.get("name").textValue();
        var first = DynamicTest.dynamicTest(name, () -> check(vector));
        Stream<DynamicTest> more = Stream.of();
        if (vector.has("sameWith")) {
            more = vector.withArray("sameWith").valueStream().map(metadata -> {
                ObjectNode same = vector.deepCopy().set("metadata", metadata);
                return DynamicTest.dynamicTest(name + " with " + metadata.textValue(), () -> check(same));
            });
        }
        return Stream.concat(Stream.of(first), more);
    }

    private void check(ObjectNode vector) throws IOException {
        JsonNode answer = answer(vector);
        assertThat(answer.get("name")).isEqualTo(vector.get("name"));
        JsonNode expected = vector.get("expected");
        if (!expected.has("error")) {
            assertThat(answer.get("output")).as(answer.toString()).isEqualTo(expected);
        } else if (!vector.path("mayAccept").asBoolean()) {
            assertThat(answer.has("output")).as(answer.toString()).isFalse();
            assertThat(answer.get("error").textValue()).isNotEqualTo("badInput").isNotEmpty();
            assertThat(answer.get("detail").textValue()).isNotEmpty();
        }
    }

    private JsonNode answer(ObjectNode vector) throws IOException {
        ObjectNode line = vector.deepCopy().retain("name", "kind", "metadata", "input");
        var out = new StringWriter();
        answers.answerAll(
                new ByteArrayInputStream(line.toString().getBytes(StandardCharsets.UTF_8)), new PrintWriter(out));
        return MAPPER.readTree(out.toString());
    }

    private static List<Path> vectors() {
        try (Stream<Path> files = Files.walk(SharedData.path("vectors"), 2)) {
            return files.filter(file -> file.toString().endsWith(".json")
                            && !file.getFileName().toString().equals("index.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package io.weighbridge.cli.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.scale.DecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Answers line by line: {@code {"name":…,"output":…}}, or {@code {"name":…,"error":…,"detail":…}} where the line or the
 * bytes in it are wrong. Not thread safe.
 */
final class LineAnswers {

    /** Room for any block in hex. */
    static final int LONGEST_LINE = 64 << 20;

    private static final String BAD_INPUT = "badInput";
    private static final String FAULT = "fault";

    /** Reads JSON of any length that fits a line. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_LINE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final RuntimeFiles files = new RuntimeFiles();
    private final Path folder;
    private final int longest;

    /** Answers with the metadata in that folder. */
    LineAnswers(Path folder) {
        this(folder, LONGEST_LINE);
    }

    LineAnswers(Path folder, int longest) {
        this.folder = folder;
        this.longest = longest;
    }

    /** Answers every line of {@code in} with one line of {@code out}; blank lines are passed over. */
    void answerAll(InputStream in, PrintWriter out) throws IOException {
        var lines = new LineReader(in, longest);
        long number = 0;
        for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            number++;
            if (!line.get().text().isBlank()) {
                out.println(answer(line.get(), number));
            }
        }
        out.flush();
    }

    private ObjectNode answer(LineReader.Line line, long number) {
        if (line.tooLong()) {
            return badLine(number, "is longer than " + longest + " bytes");
        }
        try {
            JsonNode question = MAPPER.readTree(line.text());
            return question.isObject()
                    ? answer(question)
                    : badLine(number, "is no JSON object but " + question.getNodeType());
        } catch (JsonProcessingException e) {
            return badLine(number, "is not JSON: " + e.getOriginalMessage());
        }
    }

    private ObjectNode answer(JsonNode line) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("name", line.path("name").isMissingNode() ? JsonNodeFactory.instance.nullNode() : line.get("name"));
        try {
            return answer.set("output", Question.of(line).answer(line, files, folder));
        } catch (DecodeException e) {
            return answer.put("error", e.reason().word()).put("detail", e.getMessage());
        } catch (BadInputException e) {
            return answer.put("error", BAD_INPUT).put("detail", e.getMessage());
        } catch (RuntimeException e) {
            return answer.put("error", FAULT).put("detail", "this is a fault of the program: " + e);
        }
    }

    private static ObjectNode badLine(long number, String why) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putNull("name");
        return answer.put("error", BAD_INPUT).put("detail", "line " + number + " " + why);
    }
}

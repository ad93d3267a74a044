package io.weighbridge.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** What an alarm keeps for the next run, as JSON. What cannot be read is forgotten: it was told, or will be found again. */
final class AlertNotesJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertNotesJson() {}

    static String of(Alert alert) {
        ObjectNode json = JSON.createObjectNode().put("at", alert.at().toString());
        ArrayNode lines = json.putArray("lines");
        alert.lines().forEach(lines::add);
        return json.toString();
    }

    static Optional<Alert> alert(String kind, String text) {
        return read(text, json -> {
            var lines = new ArrayList<String>();
            json.path("lines").forEach(line -> lines.add(line.asText()));
            return new Alert(
                    AlertKind.valueOf(kind), Instant.parse(json.path("at").asText()), lines);
        });
    }

    static String of(LastingFault lastingFault, Instant told) {
        return JSON.createObjectNode()
                .put("kind", lastingFault.kind().name())
                .put("key", lastingFault.key())
                .put("said", lastingFault.said())
                .put("over", lastingFault.over())
                .put("told", told.toString())
                .toString();
    }

    static Optional<LastingFault> lastingFault(String text) {
        return read(
                text,
                json -> new LastingFault(
                        AlertKind.valueOf(json.path("kind").asText()),
                        json.path("key").asText(),
                        json.path("said").asText(),
                        json.path("over").asText()));
    }

    static Instant told(String text) {
        return read(text, json -> Instant.parse(json.path("told").asText())).orElse(Instant.EPOCH);
    }

    private interface Reading<T> {
        T of(JsonNode json);
    }

    private static <T> Optional<T> read(String text, Reading<T> reading) {
        try {
            return Optional.of(reading.of(JSON.readTree(text)));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.weighbridge.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an alert as the JSON that a receiver understands. */
final class Message {

    /** Discord takes 2000 characters, Slack more than anybody reads. */
    private static final int LONGEST = 1900;

    private Message() {}

    /** The body of the request. */
    static String of(Webhook.Form form, Alert alert) {
        return switch (form) {
            case JSON -> json(alert).toString();
            case SLACK ->
                object().put("text", text(alert, "*", "• ", Message::slack)).toString();
            case DISCORD -> discord(alert).toString();
        };
    }

    private static ObjectNode json(Alert alert) {
        ObjectNode json = object().put("source", "weighbridge")
                .put("kind", alert.kind().word())
                .put("title", alert.kind().title())
                .put("at", alert.at().toString());
        ArrayNode lines = json.putArray("lines");
        alert.lines().forEach(lines::add);
        return json;
    }

    private static ObjectNode discord(Alert alert) {
        ObjectNode json = object().put("content", text(alert, "**", "- ", line -> line));
        // Whatever a message holds, it calls nobody.
        json.putObject("allowed_mentions").putArray("parse");
        return json;
    }

    private static String text(
            Alert alert, String bold, String bullet, java.util.function.UnaryOperator<String> escape) {
        String head = bold + "Weighbridge: " + alert.kind().title() + bold;
        List<String> lines = alert.lines().stream().map(escape).toList();
        String body = lines.stream().map(line -> "\n" + bullet + line).collect(Collectors.joining());
        return head + (body.length() <= LONGEST ? body : body.substring(0, LONGEST) + "…");
    }

    /** Slack reads these three as its own. */
    private static String slack(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

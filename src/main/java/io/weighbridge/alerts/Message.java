package io.weighbridge.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Writes an alert as the JSON that a receiver understands. */
final class Message {

    /** Discord takes 2000 characters, Slack more than anybody reads. */
    private static final int LONGEST = 1900;

    private static final int LONGEST_LINE = 350;

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

    private static String text(Alert alert, String bold, String bullet, UnaryOperator<String> escape) {
        String head = bold + "Weighbridge: " + alert.kind().title() + bold;
        var text = new StringBuilder(head);
        for (String line : alert.lines()) {
            String next = "\n" + bullet + escape.apply(shortened(line));
            if (text.length() + next.length() > LONGEST) {
                return text.append("\n").append(bullet).append("There is more.").toString();
            }
            text.append(next);
        }
        return text.toString();
    }

    /** No line keeps all others out; escaped, it is at most five times as long. */
    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    /** Slack reads these three as its own. */
    private static String slack(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

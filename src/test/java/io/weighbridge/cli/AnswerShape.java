package io.weighbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.testing.BentNode.Bend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What an answer may look like that says the same.
 *
 * @param name what is other about it
 * @param bend makes it so
 */
record AnswerShape(String name, Bend bend) {

    /** All of them. */
    static final List<AnswerShape> ALL = List.of(
            new AnswerShape(
                    "text ids",
                    (method, params, answer) ->
                            answer.put("id", answer.path("id").asText())),
            new AnswerShape("more fields", (method, params, answer) -> {
                more(answer);
                for (String place : List.of(
                        "/result",
                        "/result/block",
                        "/result/header",
                        "/result/block/header",
                        "/result/block/header/digest",
                        "/result/0")) {
                    more(answer.at(place));
                }
                return answer.putNull("error");
            }),
            new AnswerShape("changes in another order", changing(Collections::reverse)),
            new AnswerShape(
                    "unset left out",
                    changing(
                            changes -> changes.removeIf(change -> change.path(1).isNull()))),
            new AnswerShape(
                    "upper case",
                    changing(changes -> changes.forEach(change -> ((ArrayNode) change)
                            .set(0, "0x" + change.get(0).asText().substring(2).toUpperCase(Locale.ROOT))))),
            new AnswerShape("no many keys", refusing(AnswerShape::asksForManyKeys, -32601, "Method not found")),
            new AnswerShape(
                    "many keys forbidden",
                    refusing(AnswerShape::asksForManyKeys, -32000, "RPC call is unsafe to be called externally")),
            new AnswerShape("no list of hashes", refusing(AnswerShape::asksForManyHashes, -32602, "Invalid params")),
            new AnswerShape(
                    "list of hashes is a fault", refusing(AnswerShape::asksForManyHashes, -32603, "Internal error")),
            new AnswerShape(
                    "one hash of a list",
                    (method, params, answer) -> asksForManyHashes(method, params)
                            ? answer.<ObjectNode>set("result", answer.at("/result/0"))
                            : answer),
            new AnswerShape(
                    "no list of methods",
                    refusing(
                            (method, params) -> method.equals("rpc_methods") || method.startsWith("system_"),
                            -32601,
                            "Method not found")),
            new AnswerShape("bare runtime version", (method, params, answer) -> {
                if (method.equals("state_getRuntimeVersion")) {
                    var version = (ObjectNode) answer.path("result");
                    version.remove(List.of("stateVersion", "systemVersion", "implName", "authoringVersion"));
                    version.putObject("apis").put("0xdf6acb689907609b", 4);
                }
                return answer;
            }),
            new AnswerShape("numbers as numbers", numbering((header, number) -> header.put("number", number))),
            new AnswerShape(
                    "numbers with zeros",
                    numbering((header, number) -> header.put("number", "0x%08X".formatted(number)))));

    /** A refusal in place of an answer. */
    static ObjectNode refused(ObjectNode answer, int code, String message) {
        answer.remove("result");
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private static Bend refusing(BiPredicate<String, JsonNode> request, int code, String message) {
        return (method, params, answer) -> request.test(method, params) ? refused(answer, code, message) : answer;
    }

    private static boolean asksForManyKeys(String method, JsonNode params) {
        return method.equals("state_queryStorageAt");
    }

    private static boolean asksForManyHashes(String method, JsonNode params) {
        return params.path(0).isArray() && method.equals("chain_getBlockHash");
    }

    private static void more(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.putObject("x").put("y", 1).putNull("z");
        }
    }

    /** Does something to the list of values that answers a question for many keys. */
    private static Bend changing(Consumer<List<JsonNode>> change) {
        return (method, params, answer) -> {
            if (answer.at("/result/0/changes").isArray()) {
                var changes = new ArrayList<JsonNode>();
                answer.at("/result/0/changes").forEach(changes::add);
                change.accept(changes);
                ((ObjectNode) answer.at("/result/0")).putArray("changes").addAll(changes);
            }
            return answer;
        };
    }

    private interface Numbering {
        void write(ObjectNode header, long number);
    }

    /** Writes the numbers of headers in another way. */
    private static Bend numbering(Numbering numbering) {
        return (method, params, answer) -> {
            for (JsonNode header : List.of(answer.at("/result"), answer.at("/result/block/header"))) {
                if (header.path("number").isTextual()) {
                    numbering.write(
                            (ObjectNode) header,
                            Long.decode(header.path("number").asText()));
                }
            }
            return answer;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}

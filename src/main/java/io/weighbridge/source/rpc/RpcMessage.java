package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.source.json.NodeJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON-RPC 2.0 message from a node, nothing believed but its form. */
sealed interface RpcMessage {

    /** The answer to request {@code id}. */
    record Answer(long id, JsonNode result) implements RpcMessage {}

    /** Request {@code id} was refused. */
    record Refusal(long id, int code, String message) implements RpcMessage {}

    /** Something was refused, and the node does not say what. */
    record NamelessRefusal(int code, String message) implements RpcMessage {}

    /** News of a subscription, whose id is any JSON string or number. */
    record Notification(JsonNode subscription, JsonNode result) implements RpcMessage {}

    /** Well-formed JSON that is none of these. */
    enum Noise implements RpcMessage {
        /** The only one. */
        NOISE
    }

    /**
     * Reads a message.
     *
     * @throws io.weighbridge.source.SourceException.Untrusted if it is not JSON or beyond the bounds
     */
    static RpcMessage parse(String text) {
        JsonNode message = NodeJson.parse(text);
        JsonNode id = message.path("id");
        JsonNode error = message.path("error");
        if (error.isObject()) {
            int code = error.path("code").asInt();
            String words = error.path("message").asText();
            String details =
                    error.path("data").isTextual() ? ": " + error.path("data").textValue() : "";
            return isRequestId(id)
                    ? new Refusal(id.asLong(), code, words + details)
                    : new NamelessRefusal(code, words + details);
        }
        if (isRequestId(id)) {
            JsonNode result = message.get("result");
            return result == null ? Noise.NOISE : new Answer(id.asLong(), result);
        }
        JsonNode params = message.path("params");
        JsonNode subscription = params.path("subscription");
        JsonNode result = params.get("result");
        return isSubscriptionId(subscription) && result != null ? new Notification(subscription, result) : Noise.NOISE;
    }

    /** Whether a node may name a subscription so. */
    static boolean isSubscriptionId(JsonNode id) {
        return id.isIntegralNumber()
                || (id.isTextual()
                        && !id.textValue().isEmpty()
                        && id.textValue().length() <= 256);
    }

    /** Some servers make a text of the number that a request was given. */
    private static boolean isRequestId(JsonNode id) {
        return id.isTextual() ? id.textValue().matches("[0-9]{1,18}") : id.isIntegralNumber() && id.canConvertToLong();
    }

    /** The text of a request. */
    static String request(long id, String method, List<?> params) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", id);
        request.put("method", method);
        request.put("params", params);
        return NodeJson.write(request);
    }
}

package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.devnet.node.DevChain;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers JSON-RPC 2.0 texts: single requests, batches and notifications. Safe for many threads. */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final int LARGEST_BATCH = 1000;
    private static final int LARGEST_ANSWER = 15 * 1024 * 1024;

    private final Map<String, Method> methods = new TreeMap<>();
    private final Supplier<Optional<RpcFault>> refusal;

    /** Answers for a chain whose states below that block are gone; what is refused gets an error instead. */
    Dispatch(DevChain chain, long prunedBelow, Supplier<Optional<RpcFault>> refusal) {
        this.refusal = refusal;
        new ChainMethods(chain).addTo(methods);
        new StateMethods(chain, new Blocks(chain, prunedBelow)).addTo(methods);
        new SystemMethods(chain).addTo(methods);
        new AuthorMethods(chain).addTo(methods);
        new SubscriptionMethods(chain).addTo(methods);
        methods.put("rpc_methods", (params, client) -> names());
    }

    /** Answers a text, if it asks for an answer. */
    void handle(String text, Client client) {
        Optional<JsonNode> answer = answer(text, client);
        if (answer.isEmpty()) {
            client.begin();
            return;
        }
        String written = Json.write(answer.get());
        client.reply(written.length() <= LARGEST_ANSWER ? written : Json.write(tooLarge(answer.get())));
    }

    private Optional<JsonNode> answer(String text, Client client) {
        JsonNode request;
        try {
            request = Json.parse(text);
        } catch (JsonProcessingException e) {
            return Optional.of(error(Json.nothing(), new RpcFault(RpcFault.PARSE_ERROR, "Parse error")));
        }
        return request.isArray() ? answerBatch(request, client) : answerOne(request, client);
    }

    private Optional<JsonNode> answerBatch(JsonNode batch, Client client) {
        if (batch.isEmpty() || batch.size() > LARGEST_BATCH) {
            return Optional.of(error(
                    Json.nothing(),
                    new RpcFault(
                            RpcFault.INVALID_REQUEST,
                            "Invalid request",
                            "a batch has 1 to " + LARGEST_BATCH + " requests")));
        }
        ArrayNode answers = Json.array();
        batch.forEach(request -> answerOne(request, client).ifPresent(answers::add));
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
    }

    private Optional<JsonNode> answerOne(JsonNode request, Client client) {
        JsonNode id = request.path("id");
        boolean wellFormed =
                request.isObject() && request.path("method").isTextual() && (id.isMissingNode() || id.isValueNode());
        if (!wellFormed) {
            return Optional.of(error(Json.nothing(), new RpcFault(RpcFault.INVALID_REQUEST, "Invalid request")));
        }
        JsonNode answer = answer(request, id, client);
        return id.isMissingNode() ? Optional.empty() : Optional.of(answer);
    }

    private JsonNode answer(JsonNode request, JsonNode id, Client client) {
        String name = request.path("method").textValue();
        Method method = methods.get(name);
        try {
            Optional<RpcFault> refused = refusal.get();
            if (refused.isPresent()) {
                throw refused.get();
            }
            if (method == null) {
                throw new RpcFault(RpcFault.METHOD_NOT_FOUND, "Method not found");
            }
            return result(id, method.answer(new Params(request.path("params")), client));
        } catch (RpcFault fault) {
            return error(id, fault);
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
            return error(id, new RpcFault(RpcFault.INTERNAL_ERROR, "Internal error", String.valueOf(e)));
        }
    }

    private JsonNode names() {
        ObjectNode json = Json.object();
        ArrayNode names = json.putArray("methods");
        methods.keySet().forEach(names::add);
        return json;
    }

    private static JsonNode tooLarge(JsonNode answer) {
        JsonNode id = answer.isObject() ? answer.path("id") : Json.nothing();
        return error(
                id,
                new RpcFault(
                        RpcFault.ANSWER_TOO_LARGE, "Response is too big", "Exceeded max limit of " + LARGEST_ANSWER));
    }

    private static JsonNode result(JsonNode id, JsonNode result) {
        ObjectNode json = Json.object().put("jsonrpc", "2.0");
        json.set("id", id);
        json.set("result", result);
        return json;
    }

    private static JsonNode error(JsonNode id, RpcFault fault) {
        ObjectNode json = Json.object().put("jsonrpc", "2.0");
        json.set("id", id);
        ObjectNode error = json.putObject("error").put("code", fault.code()).put("message", fault.text());
        if (!fault.detail().isEmpty()) {
            error.put("data", fault.detail());
        }
        return json;
    }
}

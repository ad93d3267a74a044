package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.spec.DevRuntime;
import io.weighbridge.scale.Bytes;
import java.util.Collection;

/** The JSON forms of what a node tells. */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    static JsonNode nothing() {
        return NODES.nullNode();
    }

    static JsonNode text(String value) {
        return NODES.textNode(value);
    }

    static JsonNode number(long value) {
        return NODES.numberNode(value);
    }

    static JsonNode flag(boolean value) {
        return NODES.booleanNode(value);
    }

    static JsonNode hex(Bytes value) {
        return NODES.textNode(value.hex());
    }

    static ArrayNode hexes(Collection<Bytes> values) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(value.hex()));
        return array;
    }

    static ObjectNode header(Header header) {
        ObjectNode json = NODES.objectNode();
        json.put("parentHash", header.parentHash().hex());
        json.put("number", "0x" + Long.toHexString(header.number()));
        json.put("stateRoot", header.stateRoot().hex());
        json.put("extrinsicsRoot", header.extrinsicsRoot().hex());
        json.putObject("digest").set("logs", hexes(header.digest()));
        return json;
    }

    static ObjectNode block(RawBlock block) {
        ObjectNode json = NODES.objectNode();
        ObjectNode inner = json.putObject("block");
        inner.set("header", header(block.header()));
        inner.set("extrinsics", hexes(block.extrinsics()));
        json.putNull("justifications");
        return json;
    }

    static ObjectNode runtimeVersion(DevRuntime runtime) {
        ObjectNode json = NODES.objectNode();
        json.put("specName", DevRuntime.SPEC_NAME);
        json.put("implName", DevRuntime.SPEC_NAME);
        json.put("authoringVersion", DevRuntime.AUTHORING_VERSION);
        json.put("specVersion", runtime.specVersion());
        json.put("implVersion", 1);
        ArrayNode apis = json.putArray("apis");
        DevRuntime.APIS.forEach(api -> apis.addArray().add(api.id().hex()).add(api.version()));
        json.put("transactionVersion", DevRuntime.TRANSACTION_VERSION);
        json.put("systemVersion", DevRuntime.SYSTEM_VERSION);
        json.put("stateVersion", DevRuntime.SYSTEM_VERSION);
        return json;
    }
}

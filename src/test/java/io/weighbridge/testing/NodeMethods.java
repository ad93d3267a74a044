package io.weighbridge.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.scale.Bytes;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The JSON-RPC methods of a node that serves a {@link FakeChain} up to its finalized head. */
final class NodeMethods {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final FakeChain chain;
    private final LongSupplier finalized;
    private final long prunedBelow;

    NodeMethods(FakeChain chain, LongSupplier finalized) {
        this(chain, finalized, 0);
    }

    /** The same of a node that has thrown away the states of blocks below that one. */
    NodeMethods(FakeChain chain, LongSupplier finalized, long prunedBelow) {
        this.chain = chain;
        this.finalized = finalized;
        this.prunedBelow = prunedBelow;
    }

    /** The result of a method; none if there is no such method. */
    Optional<JsonNode> call(String method, JsonNode params) {
        return Optional.ofNullable(
                switch (method) {
                    case "chain_getBlockHash" -> blockHash(params.path(0));
                    case "chain_getFinalizedHead", "chain_getHead" ->
                        blockHash(NODES.numberNode(finalized.getAsLong()));
                    case "chain_getHeader" ->
                        block(params).<JsonNode>map(b -> header(b.header())).orElse(NODES.nullNode());
                    case "chain_getBlock" ->
                        block(params).<JsonNode>map(NodeMethods::signedBlock).orElse(NODES.nullNode());
                    case "state_getStorage", "state_getStorageAt" -> state(params, 1, n -> storage(n, params.get(0)));
                    case "state_queryStorageAt" -> state(params, 1, n -> changes(n, params.get(0)));
                    case "state_getRuntimeVersion" -> state(params, 0, n -> read(chain.runtimeVersion(n)));
                    case "state_getMetadata" -> state(params, 0, n -> text(chain.metadata(n)));
                    case "system_name" -> NODES.textNode(chain.about().name());
                    case "system_chain" -> NODES.textNode(chain.about().chain());
                    case "system_version" -> NODES.textNode(chain.about().nodeVersion());
                    case "system_properties" -> read(chain.about().propertiesJson());
                    case "system_health" -> read("{\"peers\":0,\"isSyncing\":false,\"shouldHavePeers\":false}");
                    case "rpc_methods" ->
                        NODES.objectNode()
                                .set("methods", JSON.valueToTree(chain.about().methods()));
                    default -> null;
                });
    }

    private interface AtBlock {
        JsonNode at(long number);
    }

    /** Thrown where a node answers with an error. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private JsonNode state(JsonNode params, int hashAt, AtBlock reader) {
        Optional<RawBlock> block = params.has(hashAt) && !params.get(hashAt).isNull()
                ? known(Hash.fromHex(params.get(hashAt).textValue()))
                : chain.block(finalized.getAsLong());
        long number = block.orElseThrow(() -> new Refused(
                        4003,
                        "Client error: UnknownBlock: Header was not found in the database: " + params.get(hashAt)))
                .ref()
                .number();
        if (number < prunedBelow) {
            throw new Refused(
                    4003,
                    "Client error: UnknownBlock: State already discarded for "
                            + params.get(hashAt).textValue());
        }
        return reader.at(number);
    }

    private Optional<RawBlock> known(Hash hash) {
        return chain.block(hash).filter(block -> block.ref().number() <= finalized.getAsLong());
    }

    private Optional<RawBlock> block(JsonNode params) {
        return params.has(0) && !params.get(0).isNull()
                ? known(Hash.fromHex(params.get(0).textValue()))
                : chain.block(finalized.getAsLong());
    }

    private JsonNode blockHash(JsonNode number) {
        long wanted = number.isNumber() ? number.longValue() : finalized.getAsLong();
        return chain.block(wanted)
                .filter(block -> wanted <= finalized.getAsLong())
                .map(block -> text(block.ref().hash().bytes()))
                .orElse(NODES.nullNode());
    }

    private JsonNode storage(long number, JsonNode key) {
        return chain.storage(number, Bytes.fromHex(key.textValue()))
                .value()
                .map(NodeMethods::text)
                .orElse(NODES.nullNode());
    }

    private JsonNode changes(long number, JsonNode keys) {
        ArrayNode changes = NODES.arrayNode();
        keys.forEach(key -> changes.add(NODES.arrayNode().add(key).add(storage(number, key))));
        ObjectNode set = NODES.objectNode();
        set.set("block", text(chain.block(number).orElseThrow().ref().hash().bytes()));
        set.set("changes", changes);
        return NODES.arrayNode().add(set);
    }

    static ObjectNode header(Header header) {
        ArrayNode logs = NODES.arrayNode();
        header.digest().forEach(item -> logs.add(item.hex()));
        ObjectNode json = NODES.objectNode();
        json.put("parentHash", header.parentHash().hex());
        json.put("number", "0x" + Long.toHexString(header.number()));
        json.put("stateRoot", header.stateRoot().hex());
        json.put("extrinsicsRoot", header.extrinsicsRoot().hex());
        json.putObject("digest").set("logs", logs);
        return json;
    }

    private static ObjectNode signedBlock(RawBlock block) {
        ObjectNode json = NODES.objectNode();
        ObjectNode inner = json.putObject("block");
        inner.set("header", header(block.header()));
        ArrayNode extrinsics = inner.putArray("extrinsics");
        block.extrinsics().forEach(extrinsic -> extrinsics.add(extrinsic.hex()));
        json.putNull("justifications");
        return json;
    }

    static JsonNode text(Bytes bytes) {
        return NODES.textNode(bytes.hex());
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

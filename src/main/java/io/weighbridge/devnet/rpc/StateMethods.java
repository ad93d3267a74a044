package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.crypto.Blake2b;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code state_*}: storage, runtime and metadata at any block.
 *
 * @param chain the chain
 * @param blocks finds blocks
 */
record StateMethods(DevChain chain, Blocks blocks) {

    private static final int LARGEST_PAGE = 1000;

    void addTo(Map<String, Method> methods) {
        methods.put(
                "state_getStorage",
                (params, client) -> storage(params).map(Json::hex).orElseGet(Json::nothing));
        methods.put("state_getStorageAt", methods.get("state_getStorage"));
        methods.put(
                "state_getStorageHash",
                (params, client) -> storage(params)
                        .map(value -> Json.hex(Blake2b.hash256(value)))
                        .orElseGet(Json::nothing));
        methods.put(
                "state_getStorageSize",
                (params, client) ->
                        storage(params).map(value -> Json.number(value.size())).orElseGet(Json::nothing));
        methods.put("state_queryStorageAt", (params, client) -> queryAt(params));
        methods.put("state_getReadProof", (params, client) -> readProof(params));
        methods.put("state_getKeysPaged", (params, client) -> keys(params));
        methods.put("state_getKeysPagedAt", methods.get("state_getKeysPaged"));
        methods.put(
                "state_getMetadata",
                (params, client) ->
                        Json.hex(chain.runtimeAfter(blocks.stateAt(params, 0)).metadata()));
        methods.put(
                "state_getRuntimeVersion",
                (params, client) -> Json.runtimeVersion(chain.runtimeAfter(blocks.stateAt(params, 0))));
        methods.put("chain_getRuntimeVersion", methods.get("state_getRuntimeVersion"));
        methods.put("state_call", (params, client) -> call(params));
        methods.put("state_callAt", methods.get("state_call"));
        methods.put("state_queryStorage", StateMethods::unsafe);
        methods.put("state_getPairs", StateMethods::unsafe);
    }

    private static JsonNode unsafe(Params params, Client client) {
        throw new RpcFault(RpcFault.METHOD_NOT_FOUND, "RPC call is unsafe to be called externally");
    }

    private Optional<Bytes> storage(Params params) {
        return chain.storage(params.bytes(0), blocks.stateAt(params, 1));
    }

    private JsonNode queryAt(Params params) {
        long number = blocks.stateAt(params, 1);
        ArrayNode sets = Json.array();
        sets.add(changes(chain, params.bytesList(0), chain.block(number).orElseThrow()));
        return sets;
    }

    /** Values of keys at a block, as {@code state_queryStorageAt} and storage subscriptions tell them. */
    static ObjectNode changes(DevChain chain, List<Bytes> keys, RawBlock block) {
        ObjectNode set = Json.object();
        set.put("block", block.ref().hash().hex());
        ArrayNode changes = set.putArray("changes");
        for (Bytes key : keys) {
            Optional<Bytes> value = chain.storage(key, block.ref().number());
            changes.addArray().add(key.hex()).add(value.map(Json::hex).orElseGet(Json::nothing));
        }
        return set;
    }

    private JsonNode keys(Params params) {
        int count = params.count(1);
        if (count > LARGEST_PAGE) {
            throw new RpcFault(
                    RpcFault.TOO_MANY_KEYS, "count exceeds maximum value. value: " + count + ", max: " + LARGEST_PAGE);
        }
        Bytes prefix = params.has(0) ? params.bytes(0) : Bytes.EMPTY;
        Bytes after = params.has(2) ? params.bytes(2) : Bytes.EMPTY;
        return Json.hexes(chain.keys(prefix, after, count, blocks.stateAt(params, 3)));
    }

    private JsonNode readProof(Params params) {
        long number = blocks.stateAt(params, 1);
        ObjectNode proof = Json.object();
        proof.put("at", chain.block(number).orElseThrow().ref().hash().hex());
        proof.set("proof", Json.hexes(chain.proof(params.bytesList(0), number)));
        return proof;
    }

    private JsonNode call(Params params) {
        String function = params.text(0);
        Bytes arguments = params.bytes(1);
        long number = blocks.stateAt(params, 2);
        return RuntimeCalls.call(chain, function, arguments, number)
                .map(Json::hex)
                .orElseThrow(() -> new RpcFault(
                        RpcFault.STATE_ERROR,
                        "Client error: Execution failed: Other: Exported method " + function + " is not found"));
    }
}

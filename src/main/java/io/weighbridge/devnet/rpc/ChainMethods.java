package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.node.DevChain;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code chain_*}: blocks and heads. What is not there is {@code null}, never an error.
 *
 * @param chain the chain
 */
record ChainMethods(DevChain chain) {

    void addTo(Map<String, Method> methods) {
        methods.put("chain_getBlockHash", (params, client) -> blockHash(params));
        methods.put("chain_getHead", (params, client) -> blockHash(params));
        methods.put(
                "chain_getFinalizedHead",
                (params, client) -> Json.hex(chain.finalized().ref().hash().bytes()));
        methods.put(
                "chain_getFinalisedHead",
                (params, client) -> Json.hex(chain.finalized().ref().hash().bytes()));
        methods.put("chain_getHeader", (params, client) -> block(params, block -> Json.header(block.header())));
        methods.put("chain_getBlock", (params, client) -> block(params, Json::block));
    }

    private JsonNode blockHash(Params params) {
        if (!params.has(0)) {
            return Json.hex(chain.best().ref().hash().bytes());
        }
        JsonNode wanted = params.json(0);
        if (!wanted.isArray()) {
            return hashOf(wanted);
        }
        ArrayNode hashes = Json.array();
        wanted.forEach(number -> hashes.add(hashOf(number)));
        return hashes;
    }

    private JsonNode hashOf(JsonNode number) {
        return chain.block(Params.blockNumber(number))
                .map(block -> Json.hex(block.ref().hash().bytes()))
                .orElseGet(Json::nothing);
    }

    private JsonNode block(Params params, Function<RawBlock, JsonNode> form) {
        Optional<RawBlock> block = params.has(0) ? chain.block(params.hash(0)) : Optional.of(chain.best());
        return block.map(form).orElseGet(Json::nothing);
    }
}

package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.node.PoolException;
import io.weighbridge.scale.Bytes;
import java.util.Map;

/**
 * {@code author_*}: takes extrinsics for the next block. Signatures are not checked.
 *
 * @param chain the chain
 */
record AuthorMethods(DevChain chain) {

    void addTo(Map<String, Method> methods) {
        methods.put(
                "author_submitExtrinsic",
                (params, client) -> Json.hex(submit(chain, params.bytes(0)).bytes()));
        methods.put("author_submitAndWatchExtrinsic", (params, client) -> watch(params, client));
        methods.put("author_unwatchExtrinsic", (params, client) -> Json.flag(client.unsubscribe(params.text(0))));
        methods.put(
                "author_pendingExtrinsics",
                (params, client) -> Json.hexes(chain.pool().pending()));
    }

    private JsonNode watch(Params params, Client client) {
        Bytes extrinsic = params.bytes(0);
        return Json.text(client.subscribe("author_extrinsicUpdate", sink -> {
            Hash unused = submit(chain, extrinsic);
            return new ExtrinsicWatch(chain, extrinsic, sink);
        }));
    }

    private static Hash submit(DevChain chain, Bytes extrinsic) {
        try {
            return chain.pool().submit(extrinsic);
        } catch (PoolException e) {
            throw new RpcFault(e.code(), String.valueOf(e.getMessage()), e.detail());
        }
    }
}

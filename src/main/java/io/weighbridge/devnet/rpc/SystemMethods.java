package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.AccountId;
import io.weighbridge.crypto.Ss58;
import io.weighbridge.devnet.node.DevChain;
import java.util.Map;

/**
 * {@code system_*}: what the node says about itself.
 *
 * @param chain the chain
 */
record SystemMethods(DevChain chain) {

    private static final String VERSION = "0.1.0";

    void addTo(Map<String, Method> methods) {
        methods.put("system_chain", (params, client) -> Json.text("Weighbridge devnet"));
        methods.put("system_name", (params, client) -> Json.text("weighbridge-devnet"));
        methods.put("system_version", (params, client) -> Json.text(VERSION));
        methods.put("system_chainType", (params, client) -> Json.text("Development"));
        methods.put("system_nodeRoles", (params, client) -> Json.array().add("Full"));
        methods.put("system_properties", (params, client) -> properties());
        methods.put("system_health", (params, client) -> health());
        methods.put("system_syncState", (params, client) -> syncState());
        methods.put("system_accountNextIndex", (params, client) -> nextIndex(params));
        methods.put("account_nextIndex", methods.get("system_accountNextIndex"));
    }

    private static JsonNode properties() {
        return Json.object()
                .put("ss58Format", Ss58.PREFIX)
                .put("tokenDecimals", 9)
                .put("tokenSymbol", "TAO");
    }

    private static JsonNode health() {
        return Json.object().put("peers", 0).put("isSyncing", false).put("shouldHavePeers", false);
    }

    private ObjectNode syncState() {
        long best = chain.best().ref().number();
        return Json.object().put("startingBlock", 0).put("currentBlock", best).put("highestBlock", best);
    }

    private JsonNode nextIndex(Params params) {
        try {
            return Json.number(chain.pool().nextNonce(AccountId.fromSs58(params.text(0))));
        } catch (IllegalArgumentException e) {
            throw RpcFault.invalidParams(String.valueOf(e.getMessage()));
        }
    }
}

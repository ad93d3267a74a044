package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The methods that open and end subscriptions.
 *
 * @param chain the chain
 */
record SubscriptionMethods(DevChain chain) {

    void addTo(Map<String, Method> methods) {
        heads(methods, "NewHeads", "chain_newHead", sink -> new HeadSubscription(chain::best, sink));
        heads(methods, "NewHead", "chain_newHead", sink -> new HeadSubscription(chain::best, sink));
        heads(methods, "AllHeads", "chain_allHead", sink -> new HeadSubscription(chain::best, sink));
        heads(methods, "FinalizedHeads", "chain_finalizedHead", sink -> new HeadSubscription(chain::finalized, sink));
        heads(methods, "FinalisedHeads", "chain_finalizedHead", sink -> new HeadSubscription(chain::finalized, sink));
        methods.put(
                "state_subscribeRuntimeVersion",
                (params, client) -> Json.text(
                        client.subscribe("state_runtimeVersion", sink -> new RuntimeVersionSubscription(chain, sink))));
        methods.put("state_unsubscribeRuntimeVersion", SubscriptionMethods::unsubscribe);
        methods.put("state_subscribeStorage", (params, client) -> {
            List<Bytes> keys = params.bytesList(0);
            return Json.text(client.subscribe("state_storage", sink -> new StorageSubscription(chain, keys, sink)));
        });
        methods.put("state_unsubscribeStorage", SubscriptionMethods::unsubscribe);
    }

    private static void heads(
            Map<String, Method> methods, String heads, String notification, Function<Sink, Subscription> opener) {
        methods.put("chain_subscribe" + heads, (params, client) -> Json.text(client.subscribe(notification, opener)));
        methods.put("chain_unsubscribe" + heads, SubscriptionMethods::unsubscribe);
    }

    private static JsonNode unsubscribe(Params params, Client client) {
        return Json.flag(client.unsubscribe(params.text(0)));
    }
}

package io.weighbridge.devnet.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * One connection and its subscriptions. Safe for many threads: one that answers its requests, one that tells it of new
 * blocks.
 *
 * <p>A subscription begins to speak after the answer with its id is sent; so no notification comes before it.
 */
final class Client {

    private static final int MOST_SUBSCRIPTIONS = 1024;

    private final Sender sender;
    private final Map<String, Subscription> live = new LinkedHashMap<>();
    private final Map<String, Subscription> opened = new LinkedHashMap<>();

    /** Sends text to the other side, or closes the connection if that does not read. */
    interface Sender {
        void send(String text);
    }

    Client(Sender sender) {
        this.sender = sender;
    }

    /**
     * Opens a subscription.
     *
     * @param notification the method name of its notifications
     * @param opener makes it, given where to send
     * @return its id
     */
    synchronized String subscribe(String notification, Function<Sink, Subscription> opener) {
        if (live.size() + opened.size() >= MOST_SUBSCRIPTIONS) {
            throw new RpcFault(
                    RpcFault.TOO_MANY_SUBSCRIPTIONS,
                    "Too many subscriptions on the connection",
                    "Exceeded max limit of " + MOST_SUBSCRIPTIONS);
        }
        String id = "0x" + UUID.randomUUID().toString().replace("-", "");
        opened.put(id, opener.apply(result -> {
            ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", notification);
            ObjectNode params = message.putObject("params");
            params.set("result", result);
            params.put("subscription", id);
            sender.send(Json.write(message));
        }));
        return id;
    }

    /** Ends a subscription; tells whether there was one. */
    synchronized boolean unsubscribe(String id) {
        boolean wasLive = live.remove(id) != null;
        return opened.remove(id) != null || wasLive;
    }

    /** Sends an answer, and lets the subscriptions begin that it tells the ids of. */
    synchronized void reply(String answer) {
        sender.send(answer);
        begin();
    }

    /** Lets opened subscriptions begin. */
    synchronized void begin() {
        live.putAll(opened);
        List<String> fresh = new ArrayList<>(opened.keySet());
        opened.clear();
        fresh.forEach(this::advance);
    }

    /** Lets every subscription tell what is new. */
    synchronized void blockAdded() {
        new ArrayList<>(live.keySet()).forEach(this::advance);
    }

    private void advance(String id) {
        Subscription subscription = live.get(id);
        if (subscription != null && !subscription.advance()) {
            live.remove(id);
        }
    }
}

package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.FlowableEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subscriptions of one connection by the ids that the node gave them. A notification may overtake the answer that
 * carries its id, so while an answer is awaited the newest notification of a few unknown ids is kept. Safe for many
 * threads; it only keeps the books and calls nobody.
 */
final class Subscriptions {

    /** So many unknown ids are remembered; a node that sends more is not waited for. */
    static final int MAX_EARLY = 16;

    private final Map<JsonNode, FlowableEmitter<JsonNode>> byId = new HashMap<>();
    private final Map<JsonNode, JsonNode> early = new LinkedHashMap<>();
    private int awaited;
    private boolean ended;

    /** A subscription was asked for; its id is to come. */
    synchronized void await() {
        awaited++;
    }

    /** The awaited answer brought no id. */
    synchronized void refused() {
        answered();
    }

    /** The awaited answer brought an id; returns what came before it. False if the connection has ended. */
    synchronized boolean register(JsonNode id, FlowableEmitter<JsonNode> emitter) {
        if (!ended) {
            byId.put(id, emitter);
        }
        return !ended;
    }

    /** What came for that id before the id itself; to be asked for once, after {@link #register}. */
    synchronized Optional<JsonNode> early(JsonNode id) {
        Optional<JsonNode> news = Optional.ofNullable(early.remove(id));
        answered();
        return news;
    }

    /** Whom a notification is for. None: it is unknown, or kept until its id is known. */
    synchronized Optional<FlowableEmitter<JsonNode>> receiver(RpcMessage.Notification news) {
        FlowableEmitter<JsonNode> emitter = byId.get(news.subscription());
        boolean known = early.containsKey(news.subscription());
        if (emitter == null && awaited > 0 && (known || early.size() < MAX_EARLY)) {
            early.put(news.subscription(), news.result());
        }
        return Optional.ofNullable(emitter);
    }

    /** Nobody listens to that subscription any more. */
    synchronized void remove(JsonNode id) {
        byId.remove(id);
    }

    /** Ends all of them, and registers none from now on. */
    synchronized List<FlowableEmitter<JsonNode>> endAll() {
        ended = true;
        var all = new ArrayList<>(byId.values());
        byId.clear();
        early.clear();
        return all;
    }

    private void answered() {
        awaited--;
        if (awaited == 0) {
            early.clear();
        }
    }
}

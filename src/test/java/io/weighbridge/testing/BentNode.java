package io.weighbridge.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket node on loopback that asks another node and bends its answers: lies, and shapes that no node of ours has. What
 * a subscription tells passes through as it is. Safe for many threads.
 */
public final class BentNode implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI straight;
    private final Bend bend;
    private final AtomicLong bent = new AtomicLong();
    private final Map<WebSocket, Behind> connections = new ConcurrentHashMap<>();
    private final FakeNodeServer server;

    private BentNode(URI straight, Bend bend) {
        this.straight = straight;
        this.bend = bend;
        this.server = FakeNodeServer.start(0, null, this::received);
    }

    /** What becomes of an answer. */
    @FunctionalInterface
    public interface Bend {

        /**
         * The answer that is sent.
         *
         * @param method the method
         * @param params its parameters
         * @param answer the whole answer of the other node, which may be changed
         */
        JsonNode bend(String method, JsonNode params, ObjectNode answer);
    }

    /** A node that asks the one behind that {@code ws} address. */
    public static BentNode before(URI straight, Bend bend) {
        return new BentNode(straight, bend);
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + server.port());
    }

    /** How many answers were changed. */
    public long bent() {
        return bent.get();
    }

    private void received(WebSocket front, String text) {
        JsonNode request = json(text);
        Behind behind = connections.computeIfAbsent(front, Behind::new);
        behind.asked.put(request.path("id"), request);
        behind.ask(text);
    }

    private String answer(JsonNode request, ObjectNode answer) {
        String before = answer.toString();
        String after = bend.bend(request.path("method").asText(), request.path("params"), answer)
                .toString();
        if (!after.equals(before)) {
            bent.incrementAndGet();
        }
        return after;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connections.values().forEach(Behind::close);
        server.stopNow();
    }

    /** The connection to the other node that goes with one to us. */
    private final class Behind extends WebSocketClient {

        private final WebSocket front;
        private final Map<JsonNode, JsonNode> asked = new ConcurrentHashMap<>();
        private final Queue<String> early = new ConcurrentLinkedQueue<>();

        Behind(WebSocket front) {
            super(straight);
            this.front = front;
            setTcpNoDelay(true);
            setDaemon(true);
            connect();
        }

        synchronized void ask(String text) {
            if (isOpen()) {
                send(text);
            } else {
                early.add(text);
            }
        }

        @Override
        public synchronized void onOpen(ServerHandshake handshake) {
            early.forEach(this::send);
        }

        @Override
        public void onMessage(String text) {
            JsonNode answer = json(text);
            JsonNode request = asked.remove(answer.path("id"));
            front.send(request == null ? text : answer(request, (ObjectNode) answer));
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            front.close();
        }

        @Override
        public void onError(@Nullable Exception error) {}
    }
}

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
import java.util.function.Supplier;
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
    private final Supplier<Delivery> deliveries;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong bent = new AtomicLong();
    private final Map<WebSocket, Behind> connections = new ConcurrentHashMap<>();
    private final FakeNodeServer server;

    private BentNode(URI straight, Bend bend, Supplier<Delivery> deliveries) {
        this.straight = straight;
        this.bend = bend;
        this.deliveries = deliveries;
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

    /** How the messages of one connection go out. */
    @FunctionalInterface
    public interface Delivery {

        /** Sends a message, now or later, or other ones instead. Called by one thread at a time. */
        void deliver(String text, Outlet outlet);
    }

    /** The way to whoever asked. */
    public interface Outlet {

        /** Sends a message. */
        void tell(String text);

        /** Ends the connection. */
        void hangUp();
    }

    /** A node that asks the one behind that {@code ws} address. */
    public static BentNode before(URI straight, Bend bend) {
        return before(straight, bend, () -> (text, outlet) -> outlet.tell(text));
    }

    /** The same, with a delivery for each connection. */
    public static BentNode before(URI straight, Bend bend, Supplier<Delivery> deliveries) {
        return new BentNode(straight, bend, deliveries);
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + server.port());
    }

    /** How many requests were answered. */
    public long answers() {
        return answers.get();
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
        answers.incrementAndGet();
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
    private final class Behind extends WebSocketClient implements Outlet {

        private final WebSocket front;
        private final Delivery delivery = deliveries.get();
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
            delivery.deliver(request == null ? text : answer(request, (ObjectNode) answer), this);
        }

        @Override
        public void tell(String text) {
            if (front.isOpen()) {
                front.send(text);
            }
        }

        @Override
        public void hangUp() {
            front.close();
            close();
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            front.close();
        }

        @Override
        public void onError(@Nullable Exception error) {}
    }
}

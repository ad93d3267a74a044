package io.weighbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.replay.Recording;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * A node on loopback: a real WebSocket server that answers JSON-RPC from a {@link FakeChain}, and does wrong what it is
 * told to. The test moves its finalized head. Safe for many threads.
 */
public final class FakeNode implements AutoCloseable {

    /** A request as it came. */
    public record Request(String method, String params) {}

    private record Injection(Fault fault, int times) {}

    private static final String SUBSCRIBE = "chain_subscribeFinalizedHeads";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final @Nullable SSLContext tls;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, List<Injection>> faults = new HashMap<>();
    private final Map<JsonNode, WebSocket> subscribers = new LinkedHashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private volatile FakeChain chain;
    private volatile long finalized;
    private volatile long prunedBelow;
    private int subscriptions;
    private boolean numericIds;
    private FakeNodeServer server;

    private FakeNode(FakeChain chain, long finalized, @Nullable SSLContext tls) {
        this.chain = chain;
        this.finalized = finalized;
        this.tls = tls;
        this.server = FakeNodeServer.start(0, tls, this::received);
    }

    /** A node that serves a recording, all of it finalized. */
    public static FakeNode serving(Recording recording) {
        return serving(FakeChain.of(recording));
    }

    /** A node that serves a chain, all of it finalized. */
    public static FakeNode serving(FakeChain chain) {
        return new FakeNode(chain, chain.last(), null);
    }

    /** A node that serves a chain of which {@code finalized} is the finalized head; the later blocks are not there yet. */
    public static FakeNode serving(FakeChain chain, long finalized) {
        return new FakeNode(chain, finalized, null);
    }

    /** A node that speaks TLS. */
    public static FakeNode servingTls(FakeChain chain, SSLContext tls) {
        return new FakeNode(chain, chain.last(), tls);
    }

    /** Where it listens: {@code ws://127.0.0.1:PORT}, also while it is stopped. */
    public synchronized URI uri() {
        return URI.create((tls == null ? "ws" : "wss") + "://127.0.0.1:" + server.port());
    }

    /** Every request there was, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How often a method was asked for. */
    public long requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    /** Connections that are open now. */
    public synchronized int connections() {
        return server.connections();
    }

    /** Subscriptions to finalized heads that are open now. */
    public synchronized int subscribers() {
        subscribers.values().removeIf(connection -> !connection.isOpen());
        return subscribers.size();
    }

    /** The states of blocks below that one are gone from now on. */
    public void pruneBelow(long number) {
        prunedBelow = number;
    }

    /** The next request of that method meets the fault. */
    public void inject(String method, Fault fault) {
        inject(method, 1, fault);
    }

    /** The next {@code times} requests of that method meet the fault; faults of one method queue up. */
    public synchronized void inject(String method, int times, Fault fault) {
        faults.computeIfAbsent(method, key -> new ArrayList<>()).add(new Injection(fault, times));
    }

    /** Subscriptions get numbers as ids from now on, as old nodes do. */
    public synchronized void useNumericSubscriptionIds() {
        numericIds = true;
    }

    /** Finalizes all blocks up to {@code number} at once: subscribers hear of the last only. */
    public void finalizeTo(long number) {
        finalized = number;
        announce(number);
    }

    /** Finalizes block after block up to {@code number}; subscribers hear of each. */
    public void finalizeEachTo(long number) {
        while (finalized < number) {
            finalizeTo(finalized + 1);
        }
    }

    /** Sends subscribers the header of that block as news, whatever is finalized. */
    public void announce(long number) {
        announce(NodeMethods.header(chain.block(number).orElseThrow().header()).toString());
    }

    /** Sends subscribers any JSON as a finalized head. */
    public synchronized void announce(String head) {
        JsonNode json = NodeMethods.read(head);
        subscribers.values().removeIf(connection -> !connection.isOpen());
        subscribers.forEach((id, connection) -> send(connection, news(id, json)));
    }

    /** Sends the answers that {@link Fault.LateAnswer} held back. */
    public synchronized void releaseLateAnswers() {
        late.forEach(Runnable::run);
        late.clear();
    }

    /** Ends all connections as a crash does, and listens on. */
    public synchronized void dropConnections() {
        server.dropConnections();
    }

    /** Ends all connections and stops listening: connecting is refused from now on. */
    public void stop() {
        FakeNodeServer last;
        synchronized (this) {
            subscribers.clear();
            last = server;
        }
        // Its threads may wait for this object.
        last.stopNow();
    }

    /** Listens again on the same port. */
    public synchronized void restart() {
        server = FakeNodeServer.start(server.port(), tls, this::received);
    }

    /** Listens again on the same port and serves another chain. */
    public synchronized void restart(FakeChain other) {
        chain = other;
        finalized = other.last();
        restart();
    }

    @Override
    public void close() {
        stop();
    }

    private synchronized void received(WebSocket connection, String text) {
        JsonNode request = NodeMethods.read(text);
        String method = request.path("method").asText();
        requests.add(new Request(method, request.path("params").toString()));
        Optional<Fault> fault = nextFault(method);
        if (fault.isPresent()) {
            meet(fault.get(), connection, request);
        } else {
            send(connection, answer(connection, request).toString());
            if (method.equals(SUBSCRIBE)) {
                send(connection, finalizedHead(lastSubscription()));
            }
        }
    }

    private Optional<Fault> nextFault(String method) {
        List<Injection> queue = faults.getOrDefault(method, List.of());
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        Injection next = queue.remove(0);
        if (next.times() > 1) {
            queue.add(0, new Injection(next.fault(), next.times() - 1));
        }
        return Optional.of(next.fault());
    }

    private ObjectNode answer(WebSocket connection, JsonNode request) {
        String method = request.path("method").asText();
        try {
            if (method.equals(SUBSCRIBE)) {
                subscriptions++;
                subscribers.put(lastSubscription(), connection);
                return result(request, lastSubscription());
            }
            if (method.equals("chain_unsubscribeFinalizedHeads")) {
                boolean known = subscribers.remove(request.path("params").path(0)) != null;
                return result(request, NODES.booleanNode(known));
            }
            return new NodeMethods(chain, () -> finalized, prunedBelow)
                    .call(method, request.path("params"))
                    .map(result -> result(request, result))
                    .orElseGet(() -> refusal(request, -32601, "Method not found"));
        } catch (NodeMethods.Refused e) {
            return refusal(request, e.code, String.valueOf(e.getMessage()));
        }
    }

    private static void send(WebSocket connection, String text) {
        if (connection.isOpen()) {
            connection.send(text);
        }
    }

    private JsonNode lastSubscription() {
        return numericIds ? NODES.numberNode(subscriptions) : NODES.textNode("0xsub" + subscriptions);
    }

    private String finalizedHead(JsonNode subscription) {
        return news(
                subscription,
                NodeMethods.header(chain.block(finalized).orElseThrow().header()));
    }

    private static String news(JsonNode id, JsonNode head) {
        ObjectNode json = NODES.objectNode().put("jsonrpc", "2.0").put("method", "chain_finalizedHead");
        ObjectNode params = json.putObject("params");
        params.set("subscription", id);
        params.set("result", head);
        return json.toString();
    }

    private static ObjectNode result(JsonNode request, JsonNode result) {
        ObjectNode json = NODES.objectNode().put("jsonrpc", "2.0");
        json.set("id", request.path("id"));
        json.set("result", result);
        return json;
    }

    private static ObjectNode refusal(JsonNode request, int code, String message) {
        ObjectNode json = NODES.objectNode().put("jsonrpc", "2.0");
        json.set("id", request.path("id"));
        json.putObject("error").put("code", code).put("message", message);
        return json;
    }

    private void meet(Fault fault, WebSocket connection, JsonNode request) {
        if (fault instanceof Fault.LateAnswer) {
            late.add(() -> send(connection, answer(connection, request).toString()));
        } else if (fault instanceof Fault.CloseMidFrame) {
            FakeNodeServer.sendRaw(connection, new byte[] {(byte) 0x81, 126, 0x10, 0, '{', '"'});
            FakeNodeServer.crash(connection);
        } else if (fault instanceof Fault.Close) {
            connection.close(1001, "going away");
        } else if (fault instanceof Fault.OversizedFrame frame) {
            ByteBuffer header =
                    ByteBuffer.allocate(12).put((byte) 0x81).put((byte) 127).putLong(frame.bytes());
            FakeNodeServer.sendRaw(connection, header.array());
        } else if (fault instanceof Fault.OversizedMessage message) {
            FakeNodeServer.sendFragments(connection, message.bytes());
        } else if (fault instanceof Fault.NewsFirst) {
            ObjectNode answer = answer(connection, request);
            send(connection, finalizedHead(lastSubscription()));
            send(connection, answer.toString());
        } else {
            answersOf(fault, connection, request).forEach(text -> send(connection, text));
        }
    }

    private List<String> answersOf(Fault fault, WebSocket connection, JsonNode request) {
        if (fault instanceof Fault.Stall) {
            return List.of();
        }
        if (fault instanceof Fault.GarbageJson) {
            return List.of("{\"jsonrpc\": oops");
        }
        if (fault instanceof Fault.DeepJson) {
            return List.of("[".repeat(100_000));
        }
        if (fault instanceof Fault.NamelessThrottling) {
            return List.of("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":429,\"message\":\"slow down\"}}");
        }
        if (fault instanceof Fault.Answer other) {
            return List.of(result(request, NodeMethods.read(other.result())).toString());
        }
        if (fault instanceof Fault.ZeroHash) {
            return List.of(result(request, NodeMethods.text(Hash.ZERO.bytes())).toString());
        }
        if (fault instanceof Fault.Refusal refusal) {
            return List.of(refusal(request, refusal.code(), refusal.message()).toString());
        }
        ObjectNode right = answer(connection, request);
        if (fault instanceof Fault.DuplicateAnswer) {
            return List.of(right.toString(), right.toString());
        }
        if (fault instanceof Fault.WrongIdFirst) {
            ObjectNode wrong = right.deepCopy().put("id", 987_654_321);
            return List.of(wrong.toString(), right.toString());
        }
        return List.of(lie(fault, right).toString());
    }

    private static ObjectNode lie(Fault fault, ObjectNode answer) {
        JsonNode result = answer.path("result");
        JsonNode header = result.has("block") ? result.path("block").path("header") : result;
        String other = "0x" + "77".repeat(Hash.SIZE);
        if (fault instanceof Fault.LyingHeader) {
            ((ObjectNode) header).put("stateRoot", other);
        } else if (fault instanceof Fault.LyingParent) {
            ((ObjectNode) header).put("parentHash", other);
        } else if (fault instanceof Fault.LyingBody) {
            var extrinsics = (com.fasterxml.jackson.databind.node.ArrayNode)
                    result.path("block").path("extrinsics");
            extrinsics.remove(extrinsics.size() - 1);
        }
        return answer;
    }
}

package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells everybody who listens at {@code /api/v1/stream} what happens, as server-sent events: {@code head},
 * {@code coverage} and {@code fact}. Safe for many threads; whoever brings news never waits for a listener. One that
 * reads too slowly is let go, and may come again.
 */
public final class LiveStream implements ProgressListener, AutoCloseable {

    /** A browser takes one for each open page. */
    static final int MOST_CLIENTS = 32;

    /** More at once are told by their number only. */
    private static final int MOST_FACTS = 50;

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final Duration heartbeat;
    private volatile long head = -1;

    /** With a comment to whoever listens every 15 s, so that nothing on the way takes silence for the end. */
    public LiveStream() {
        this(Duration.ofSeconds(15));
    }

    LiveStream(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** Whether nobody else can listen now. */
    boolean isFull() {
        clients.removeIf(StreamClient::isGone);
        return clients.size() >= MOST_CLIENTS;
    }

    /** Tells that client from now on. */
    void serve(SseClient connection) {
        var client = new StreamClient(connection, heartbeat);
        clients.add(client);
        connection.onClose(() -> clients.remove(client));
        connection.keepAlive();
        client.offer(new StreamClient.Event("head", headJson()));
        client.start();
    }

    @Override
    public synchronized void finalizedHead(BlockRef newest) {
        if (newest.number() > head) {
            head = newest.number();
            tell("head", headJson());
        }
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        if (clients.isEmpty()) {
            return;
        }
        tell(
                "coverage",
                object().put("lane", lane.word())
                        .put("from", covered.first())
                        .put("to", covered.last())
                        .put("facts", facts.size()));
        if (facts.size() <= MOST_FACTS) {
            facts.forEach(fact -> tell("fact", FactJson.of(fact)));
        }
    }

    /** Sends everybody away, and waits up to 2 s until they are gone. Close it before the server that serves it. */
    @Override
    public void close() {
        List<StreamClient> all = List.copyOf(clients);
        all.forEach(StreamClient::close);
        long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        all.forEach(client -> client.awaitEnd(Duration.ofNanos(deadline - System.nanoTime())));
    }

    private ObjectNode headJson() {
        return head < 0 ? object().putNull("finalized_head") : object().put("finalized_head", head);
    }

    private void tell(String name, ObjectNode data) {
        if (!clients.isEmpty()) {
            var event = new StreamClient.Event(name, data);
            clients.forEach(client -> client.offer(event));
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weighbridge.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC client that shares no code with the program: the JDK's WebSocket and a queue. For one thread. */
final class JsonClient implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private volatile boolean reading = true;
    private volatile boolean closed;
    private int lastId;

    static JsonClient connect(URI uri) {
        var client = new JsonClient();
        client.socket.complete(HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, client)
                .join());
        return client;
    }

    /** The result of a method. */
    JsonNode ask(String method, Object... params) {
        JsonNode answer = request(method, JSON.valueToTree(params));
        assertThat(answer.get("error")).isNull();
        return answer.get("result");
    }

    /** The error of a method; the parameters are JSON. */
    JsonNode error(String method, String params) {
        try {
            JsonNode answer = request(method, JSON.readTree(params));
            assertThat(answer.get("error")).isNotNull();
            return answer.get("error");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text and waits for the answer. */
    JsonNode exchange(String text) {
        send(text);
        return next(answers);
    }

    /** Sends a text. */
    void send(String text) {
        if (!closed) {
            var unused = socket.join()
                    .sendText(text, true)
                    .exceptionally(fault -> null)
                    .join();
        }
    }

    /** The next notification, which has to be of that subscription. */
    JsonNode notification(String method, String subscription) {
        JsonNode message = next(notifications);
        assertThat(message.get("method").textValue()).isEqualTo(method);
        assertThat(message.get("params").get("subscription").textValue()).isEqualTo(subscription);
        return message.get("params").get("result");
    }

    /** How many notifications were not looked at. */
    int unread() {
        return notifications.size();
    }

    /** Reads nothing from now on. */
    void stopReading() {
        reading = false;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            take(partial.toString());
            partial.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
        closed = true;
    }

    @Override
    public void close() {
        socket.join().abort();
    }

    private JsonNode request(String method, JsonNode params) {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ++lastId)
                .put("method", method);
        request.set("params", params);
        JsonNode answer = exchange(request.toString());
        assertThat(answer.get("id").intValue()).isEqualTo(lastId);
        return answer;
    }

    private void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            (message.has("params") ? notifications : answers).add(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode next(BlockingQueue<JsonNode> queue) {
        try {
            JsonNode message = queue.poll(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %d s", Patience.SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

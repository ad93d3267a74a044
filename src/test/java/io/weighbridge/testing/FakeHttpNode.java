package io.weighbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A node on loopback that answers JSON-RPC by HTTP from a {@link FakeChain}, and wrongly where it is told to. */
public final class FakeHttpNode implements AutoCloseable {

    /** What it answers instead of what is right. */
    public record Wrong(int status, UnaryOperator<String> body, String retryAfter) {

        /** That status, with nothing that helps. */
        public static Wrong status(int status) {
            return new Wrong(status, right -> "no", "");
        }

        /** Status 200 with that instead of the right answer. */
        public static Wrong body(UnaryOperator<String> other) {
            return new Wrong(200, other, "");
        }
    }

    private final FakeChain chain;
    private final HttpServer server;
    private final boolean tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Wrong> wrongs = new ConcurrentLinkedQueue<>();
    private volatile long finalized;

    private FakeHttpNode(FakeChain chain, HttpServer server, boolean tls) {
        this.chain = chain;
        this.server = server;
        this.tls = tls;
        this.finalized = chain.last();
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** A node that serves a chain, all of it finalized. */
    public static FakeHttpNode serving(FakeChain chain) {
        try {
            return new FakeHttpNode(chain, HttpServer.create(anyPort(), 0), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that speaks TLS. */
    public static FakeHttpNode servingTls(FakeChain chain, SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new FakeHttpNode(chain, server, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create(
                (tls ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The methods that were asked for, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next request is answered so. */
    public void inject(Wrong wrong) {
        wrongs.add(wrong);
    }

    /** That block is the finalized head from now on. */
    public void finalizeTo(long number) {
        finalized = number;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request =
                    NodeMethods.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String method = request.path("method").asText();
            requests.add(method);
            String right = right(request, method).toString();
            Wrong wrong = wrongs.poll();
            String text = wrong == null ? right : wrong.body().apply(right);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            if (wrong != null && !wrong.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", wrong.retryAfter());
            }
            exchange.sendResponseHeaders(wrong == null ? 200 : wrong.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode right(JsonNode request, String method) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        try {
            new NodeMethods(chain, () -> finalized)
                    .call(method, request.path("params"))
                    .ifPresentOrElse(
                            result -> answer.set("result", result),
                            () -> answer.putObject("error").put("code", -32601).put("message", "Method not found"));
        } catch (NodeMethods.Refused e) {
            answer.putObject("error").put("code", e.code).put("message", String.valueOf(e.getMessage()));
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

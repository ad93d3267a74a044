package io.weighbridge.devnet.rpc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The same methods by HTTP: one POST a request or a batch. What the gate refuses gets status 429. */
final class HttpDoor implements AutoCloseable {

    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
    private static final int THREADS = 32;

    private final Dispatch dispatch;
    private final Gate gate;
    private final Duration latency;
    private final HttpServer server;
    private final ExecutorService threads;

    private HttpDoor(Dispatch dispatch, Gate gate, Duration latency, HttpServer server, ExecutorService threads) {
        this.dispatch = dispatch;
        this.gate = gate;
        this.latency = latency;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens at that address.
     *
     * @throws RpcServerException if it cannot be listened on
     */
    static HttpDoor open(Dispatch dispatch, Gate gate, Duration latency, InetSocketAddress address) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                var thread = new Thread(task, "devnet-http");
                thread.setDaemon(true);
                return thread;
            });
            var door = new HttpDoor(dispatch, gate, latency, server, threads);
            server.createContext("/", door::answer);
            server.setExecutor(threads);
            server.start();
            return door;
        } catch (IOException e) {
            throw new RpcServerException(
                    RpcServer.text(address) + " for HTTP: " + e.getMessage()
                            + "; choose another host or port, or 0 for any port",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
            if (!exchange.getRequestMethod().equals("POST")) {
                send(exchange, 405, "requests are POSTed");
            } else if (asked.length > LARGEST_REQUEST) {
                send(exchange, 413, "the request is too large");
            } else if (!gate.takes()) {
                send(exchange, 429, "Too many requests");
            } else {
                Thread.sleep(latency.toMillis());
                var reply = new CompletableFuture<String>();
                dispatch.handle(new String(asked, StandardCharsets.UTF_8), new Client(reply::complete));
                send(exchange, 200, reply.getNow(""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

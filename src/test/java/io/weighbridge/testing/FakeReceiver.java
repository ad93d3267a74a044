package io.weighbridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives webhooks on a real socket: keeps every body, and answers as it is told, 204 when it was told nothing. */
public final class FakeReceiver implements AutoCloseable {

    /** The path that holds the secret. */
    public static final String SECRET = "/hooks/TOKEN42";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** One answer. */
    private record Answer(int status, String retryAfter, String body) {}

    /** Listens on a free port of loopback. */
    public FakeReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens, with a secret in it. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + SECRET;
    }

    /** The next request gets that status. */
    public synchronized FakeReceiver answers(int status) {
        return answers(status, "");
    }

    /** The next request gets that status, and is asked to wait. */
    public synchronized FakeReceiver answers(int status, String retryAfter) {
        answers.add(new Answer(status, retryAfter, ""));
        return this;
    }

    /** The next request gets that status with a body. */
    public synchronized FakeReceiver answersWith(int status, String body) {
        answers.add(new Answer(status, "", body));
        return this;
    }

    /** The next request gets no answer. */
    public FakeReceiver staysSilent() {
        return answers(0);
    }

    /** The bodies of all requests, in the order in which they came. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = next();
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (answer.status() == 0) {
                closing.await();
                return;
            }
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next() {
        Answer answer = answers.poll();
        return answer == null ? new Answer(204, "", "") : answer;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.FactQuery;
import io.weighbridge.weights.Tracked;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves health, readiness, metrics and read-only queries over HTTP. Safe for many threads. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS = 8;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Weighbridge</title>
            <h1>Weighbridge</h1>
            <ul>
            <li><a href="/api/v1/status">status</a>: coverage, gaps, lag, last set, parked blocks
            <li><a href="/api/v1/history">history</a>: weight actions and their rows
            <li><a href="/metrics">metrics</a> for Prometheus
            <li>health: <a href="/health/live">live</a>, <a href="/health/ready">ready</a>
            </ul></html>
            """;

    private final Javalin javalin;
    private final String host;

    private WebServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts to serve.
     *
     * @throws WebException if the address cannot be had
     */
    public static WebServer start(WebOptions options, Content content) {
        Javalin javalin = Javalin.create(config -> configure(config, options, content));
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new WebException(
                    "cannot serve HTTP on " + options.host() + ":" + options.port() + ": " + reason(e)
                            + ". Give another address with --http HOST:PORT, or --http off",
                    e);
        }
        return new WebServer(javalin, options.host());
    }

    /** {@code http://127.0.0.1:8480}, with the port that was bound. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    /** Stops to serve. */
    @Override
    public void close() {
        javalin.stop();
    }

    /**
     * What is served.
     *
     * @param metrics the metrics
     * @param readiness judges whether what is stored is current
     * @param status how things stand
     * @param history what happened
     * @param tracked whose weights are shown when a query does not say
     */
    public record Content(
            Metrics metrics, Readiness readiness, Supplier<StatusReport> status, History history, Tracked tracked) {}

    private static void configure(JavalinConfig config, WebOptions options, Content content) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.host = options.host();
        config.jetty.port = options.port();
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
        config.routes.get("/", context -> context.html(PAGE));
        config.routes.get(
                "/metrics",
                context ->
                        context.contentType(PROMETHEUS).result(content.metrics().scrape()));
        config.routes.get("/health/live", context -> json(context, object().put("live", true)));
        config.routes.get("/health/ready", context -> ready(context, content.readiness()));
        config.routes.get(
                "/api/v1/status",
                context -> json(context, StatusJson.of(content.status().get())));
        config.routes.get("/api/v1/history", context -> history(context, content));
        config.routes.exception(IllegalArgumentException.class, (fault, context) -> {
            context.status(400);
            json(context, object().put("error", fault.getMessage()));
        });
        config.routes.exception(Exception.class, (fault, context) -> {
            LOG.warn("{} {} failed", context.method(), context.path(), fault);
            context.status(500);
            json(context, object().put("error", "this failed; the log says why"));
        });
    }

    private static void ready(Context context, Readiness readiness) {
        Readiness.Verdict verdict = readiness.verdict();
        context.status(verdict.ready() ? 200 : 503);
        json(context, object().put("ready", verdict.ready()).put("reason", verdict.reason()));
    }

    private static void history(Context context, Content content) {
        FactQuery query = HistoryParameters.read(context::queryParam, content.tracked());
        ObjectNode page = object().put("total", content.history().count(query))
                .put("offset", query.offset())
                .put("limit", query.limit());
        page.putArray("items").addAll(content.history().page(query));
        json(context, page);
    }

    private static void json(Context context, ObjectNode body) {
        context.contentType(JSON).result(body.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String reason(Throwable fault) {
        Throwable root = fault;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}

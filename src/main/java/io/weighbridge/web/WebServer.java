package io.weighbridge.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.StoreException;
import io.weighbridge.weights.Tracked;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves health, readiness, metrics and read-only queries over HTTP. Safe for many threads. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS = 8;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    /** Nothing but what this server itself serves; no script or style inside the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Javalin javalin;
    private final String host;
    private final LiveStream live;

    private WebServer(Javalin javalin, String host, LiveStream live) {
        this.javalin = javalin;
        this.host = host;
        this.live = live;
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
        return new WebServer(javalin, options.host(), content.live());
    }

    /** {@code http://127.0.0.1:8480}, with the port that was bound. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    /** Sends listeners away, then stops to serve. */
    @Override
    public void close() {
        live.close();
        javalin.stop();
    }

    /**
     * What is served.
     *
     * @param metrics the metrics
     * @param readiness judges whether what is stored is current
     * @param status how things stand
     * @param history what happened
     * @param live tells what happens
     * @param delays how long it took until it was stored
     * @param tracked whose weights are shown when a query does not say
     */
    public record Content(
            Metrics metrics,
            Readiness readiness,
            Supplier<StatusReport> status,
            History history,
            LiveStream live,
            RowDelays delays,
            Tracked tracked) {}

    private static void configure(JavalinConfig config, WebOptions options, Content content) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.host = options.host();
        config.jetty.port = options.port();
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
        config.http.prefer405over404 = true;
        config.routes.before(WebServer::secure);
        Assets.register(config);
        Routes.get(
                config,
                "/metrics",
                context ->
                        context.contentType(PROMETHEUS).result(content.metrics().scrape()));
        Routes.get(config, "/health/live", context -> Answer.json(context, object().put("live", true)));
        Routes.get(config, "/health/ready", context -> ready(context, content.readiness()));
        Api.register(config, content);
        faults(config);
    }

    private static void faults(JavalinConfig config) {
        config.routes.exception(
                BadRequest.class,
                (fault, context) ->
                        Answer.problem(context, 400, "Cannot use the request", fault.what(), fault.expected()));
        config.routes.exception(MethodNotAllowedResponse.class, (fault, context) -> {
            context.header("Allow", "GET, HEAD");
            Answer.problem(context, 405, "Read-only", context.method() + " of " + context.path(), "GET or HEAD");
        });
        config.routes.exception(
                HttpResponseException.class,
                (fault, context) -> Answer.problem(
                        context,
                        fault.getStatus(),
                        "Nothing is served here",
                        context.method() + " " + context.path() + " is not served",
                        "GET of a path that /api/v1/openapi.json names"));
        config.routes.exception(
                StoreException.Unavailable.class,
                (fault, context) -> Answer.problem(
                        context, 503, "The store is out of service", fault.getMessage(), "a store that can be read"));
        config.routes.exception(Exception.class, (fault, context) -> {
            LOG.warn("{} {} failed", context.method(), context.path(), fault);
            Answer.problem(
                    context, 500, "This failed", "the answer could not be made", "an answer; the log says why not");
        });
    }

    private static void secure(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void ready(Context context, Readiness readiness) {
        Readiness.Verdict verdict = readiness.verdict();
        context.status(verdict.ready() ? 200 : 503)
                .header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(verdict.json().toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String reason(Throwable fault) {
        Throwable root = fault;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        if (root instanceof UnresolvedAddressException) {
            return "no such host is known";
        }
        String message = String.valueOf(root.getMessage());
        return switch (message) {
            case "Address already in use" -> "another program listens there";
            case "Cannot assign requested address" -> "that is no address of this machine";
            case "Permission denied" -> "ports below 1024 need a privilege";
            default -> message;
        };
    }
}

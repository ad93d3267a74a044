package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.weighbridge.source.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node that is asked by HTTP: one POST a request, its answer bounded and in time, or the request fails. There is
 * nothing to open; it ends when a request cannot reach the node, so that the node is looked at anew before it is used again.
 * Finalized heads are polled for, twice a block time. Redirects are not followed; with {@code https} the certificate and the
 * host name are verified. Safe for many threads.
 */
final class HttpConnection implements Connection {

    private static final Duration POLL = Duration.ofSeconds(6);
    private static final String FINALIZED_HEAD = "chain_getFinalizedHead";

    private final Endpoint endpoint;
    private final RpcOptions options;
    private final Environment environment;
    private final HttpClient client;
    private final URI uri;
    private final AtomicLong ids = new AtomicLong();
    private final SingleSubject<SocketEnd> ended = SingleSubject.create();

    /** A connection that has asked nothing yet. */
    HttpConnection(Endpoint endpoint, RpcOptions options, Environment environment) {
        this.endpoint = endpoint;
        this.options = options;
        this.environment = environment;
        this.uri = withoutUser(endpoint.uri());
        this.client = HttpClient.newBuilder()
                .connectTimeout(options.deadlines().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(endpoint.secure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .sslContext(environment.tls())
                .build();
    }

    private static URI withoutUser(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path + query);
    }

    @Override
    public Single<Connection> open() {
        return Single.just(this);
    }

    @Override
    public Single<Reply> call(String method, List<?> params) {
        return Single.create(emitter -> {
            if (ended.hasValue()) {
                emitter.onSuccess(disconnected(method, "the connection has ended", Duration.ZERO));
                return;
            }
            long began = environment.nowNanos();
            long id = ids.incrementAndGet();
            var answer = client.sendAsync(request(id, method, params), info -> BoundedText.of(info, options.limits()));
            emitter.setCancellable(() -> answer.cancel(true));
            var unused = answer.whenComplete((response, fault) -> {
                Duration took = Duration.ofNanos(Math.max(0, environment.nowNanos() - began));
                Reply reply = fault == null ? read(id, method, response, took) : failed(method, fault, took);
                if (reply instanceof Reply.Failure failure && failure.result() == Result.DISCONNECTED) {
                    drop(SocketEnd.Kind.CLOSED, String.valueOf(failure.fault().getMessage()));
                }
                emitter.onSuccess(reply);
            });
            var unusedEnd = ended.subscribe(end -> answer.cancel(true));
        });
    }

    private HttpRequest request(long id, String method, List<?> params) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(options.deadlines().call())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RpcMessage.request(id, method, params)));
        endpoint.authorization().ifPresent(basic -> request.header("Authorization", basic));
        return request.build();
    }

    private Reply read(long id, String method, HttpResponse<String> response, Duration took) {
        int status = response.statusCode();
        if (Refusals.isThrottling(status, "") || status == 503) {
            return new Reply.Failure(
                    Result.THROTTLED,
                    new SourceException.Transient(endpoint.name() + " refuses " + method + ": HTTP " + status
                            + "; it is asked too much, so requests slow down"),
                    took,
                    RetryAfter.in(response.headers()));
        }
        try {
            return read(id, method, RpcMessage.parse(response.body()), took);
        } catch (SourceException.Untrusted e) {
            return status / 100 == 2
                    ? untrusted(method, "sent what is " + endpoint.withoutKey(String.valueOf(e.getMessage())), took)
                    : noNode(method, status, took);
        }
    }

    private Reply read(long id, String method, RpcMessage message, Duration took) {
        if (message instanceof RpcMessage.Answer answer && answer.id() == id) {
            return new Reply.Answer(answer.result(), took);
        }
        if (message instanceof RpcMessage.Refusal refusal && refusal.id() == id) {
            return Refusals.classify(
                    endpoint.name(), method, refusal.code(), endpoint.withoutKey(refusal.message()), took);
        }
        if (message instanceof RpcMessage.NamelessRefusal refusal) {
            return Refusals.classify(
                    endpoint.name(), method, refusal.code(), endpoint.withoutKey(refusal.message()), took);
        }
        return untrusted(method, "answers another request than the one with id " + id, took);
    }

    private Reply noNode(String method, int status, Duration took) {
        String text = endpoint.name() + " answers " + method + " with " + HttpStatus.words(status);
        return new Reply.Failure(
                Result.ERROR,
                status >= 500 ? new SourceException.Transient(text) : new SourceException.Unusable(text),
                took);
    }

    private Reply failed(String method, Throwable thrown, Duration took) {
        Throwable fault =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (BoundedText.isTooLong(fault)) {
            return untrusted(
                    method,
                    "sent a message longer than allowed (" + options.limits().messageBytes() + " bytes)",
                    took);
        }
        if (fault instanceof HttpTimeoutException && !(fault instanceof java.net.http.HttpConnectTimeoutException)) {
            return new Reply.Failure(
                    Result.TIMEOUT,
                    new SourceException.Transient(endpoint.name() + " did not answer " + method + " within "
                            + options.deadlines().call().toMillis() + " ms"),
                    took);
        }
        String why = fault instanceof IOException io ? SocketEnd.unreached(io) : "the connection has ended";
        return disconnected(method, why, took);
    }

    private Reply untrusted(String method, String what, Duration took) {
        return new Reply.Failure(
                Result.UNTRUSTED,
                new SourceException.Untrusted(endpoint.name() + ", asked " + method + ", " + what),
                took);
    }

    private Reply disconnected(String method, String why, Duration took) {
        return new Reply.Failure(
                Result.DISCONNECTED,
                new SourceException.Transient(
                        "cannot reach " + endpoint.name() + ": " + why + " (asked " + method + ")"),
                took);
    }

    @Override
    public Flowable<JsonNode> finalizedHeads() {
        return Flowable.interval(0, POLL.toMillis(), TimeUnit.MILLISECONDS, environment.timer())
                .onBackpressureDrop()
                .concatMapSingle(tick -> result(FINALIZED_HEAD, List.of()), 1)
                .distinctUntilChanged()
                .concatMapSingle(hash -> result("chain_getHeader", List.of(hash.asText())), 1)
                .takeUntil(ended.<JsonNode>flatMap(end ->
                                Single.error(new SourceException.Transient(endpoint.name() + ": " + end.words())))
                        .toFlowable());
    }

    private Single<JsonNode> result(String method, List<?> params) {
        return call(method, params)
                .flatMap(reply -> reply instanceof Reply.Answer answer
                        ? Single.just(answer.json())
                        : Single.error(((Reply.Failure) reply).fault()));
    }

    @Override
    public Single<SocketEnd> ended() {
        return ended;
    }

    @Override
    public void drop(SocketEnd.Kind kind, String why) {
        ended.onSuccess(new SocketEnd(kind, why));
    }

    @Override
    public void close() {
        drop(SocketEnd.Kind.CLOSED, "it was closed here");
    }
}

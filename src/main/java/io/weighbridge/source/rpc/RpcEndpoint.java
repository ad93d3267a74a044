package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint: a connection while one holds, a new one when somebody asks after it ended. What survives a connection is
 * the pace of connecting and asking, and which methods the node lacks; requests in flight and subscriptions do not, they
 * fail. One request is one attempt: trying again is the caller's business. Safe for many threads.
 */
final class RpcEndpoint {

    private static final String SUBSCRIBE = "chain_subscribeFinalizedHeads";
    private static final String UNSUBSCRIBE = "chain_unsubscribeFinalizedHeads";

    private final Endpoint endpoint;
    private final RpcOptions options;
    private final Environment environment;
    private final SourceListener listener;
    private final ChainIdentity chain;
    private final Pace pace;
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();
    private @Nullable Single<RpcConnection> current;
    private boolean closed;

    RpcEndpoint(
            Endpoint endpoint,
            RpcOptions options,
            Environment environment,
            SourceListener listener,
            ChainIdentity chain) {
        this.endpoint = endpoint;
        this.options = options;
        this.environment = environment;
        this.listener = listener;
        this.chain = chain;
        this.pace = new Pace(options.retry(), environment::nowMillis, environment.chance());
    }

    /** The endpoint's name. */
    String name() {
        return endpoint.name();
    }

    /** Whether the node has said that it does not offer the method. */
    boolean lacks(String method) {
        return lacking.contains(method);
    }

    /** Sends a request and reads its answer, on a worker. Fails with a {@link SourceException}. */
    <T> Single<T> ask(RpcRequest<T> request) {
        return connection().flatMap(connection -> ask(connection, request));
    }

    /**
     * The results of the finalized heads' subscription, read on a worker, the newest only where they are not taken. A
     * head that stays silent, and one that cannot be read, ends the connection.
     */
    <T> Flowable<T> finalizedHeads(Function<JsonNode, T> reader) {
        long silence = options.deadlines().silentHead().toMillis();
        return connection()
                .flatMapPublisher(connection -> connection
                        .subscribe(SUBSCRIBE, UNSUBSCRIBE)
                        .timeout(silence, TimeUnit.MILLISECONDS, environment.timer(), Flowable.defer(() -> {
                            connection.drop(SocketEnd.Kind.SILENT, "no finalized head for " + silence + " ms");
                            return Flowable.error(new SourceException.Transient(name() + ": no finalized head for "
                                    + silence + " ms, so the connection is made anew"));
                        }))
                        .onBackpressureLatest()
                        .observeOn(environment.worker(), false, 1)
                        .map(head -> read(connection, head, reader)));
    }

    private <T> T read(RpcConnection connection, JsonNode head, Function<JsonNode, T> reader) {
        try {
            return reader.apply(head);
        } catch (SourceException.Untrusted e) {
            connection.drop(SocketEnd.Kind.FAULT, "a finalized head is damaged: " + e.getMessage());
            throw new SourceException.Untrusted(name() + " announces a damaged head: " + e.getMessage(), e);
        }
    }

    /** Ends the connection, and makes no other. */
    void close() {
        Single<RpcConnection> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            var unused = last.subscribe(RpcConnection::close, fault -> {});
        }
    }

    private Single<RpcConnection> connection() {
        return Single.defer(() -> {
            synchronized (this) {
                if (closed) {
                    return Single.error(new SourceException.Unusable(name() + ": the source is closed"));
                }
                if (current == null) {
                    current = connect().cache();
                }
                return current;
            }
        });
    }

    private Single<RpcConnection> connect() {
        return environment
                .waitFor(pace::untilConnect)
                .flatMap(waited -> opened(new RpcConnection(endpoint, options, environment, listener)))
                .flatMap(this::identified)
                .doOnSuccess(this::established)
                .onErrorResumeNext(fault -> Single.error(failed(fault)));
    }

    /** A node, or a proxy before it, may refuse a connection because it is asked too much: that is no dead endpoint. */
    private Single<RpcConnection> opened(RpcConnection connection) {
        var unused = connection.ended().subscribe(end -> {
            if (end.kind() == SocketEnd.Kind.THROTTLED) {
                pace.throttled();
            }
        });
        return connection.open();
    }

    /** The node must be of the same chain as all before, at every connection. */
    private Single<RpcConnection> identified(RpcConnection connection) {
        return ask(connection, Requests.GENESIS)
                .map(hash -> {
                    chain.check(name(), hash);
                    return connection;
                })
                .doOnError(fault -> connection.drop(SocketEnd.Kind.REFUSED, "it could not be used"))
                .doOnDispose(() -> connection.drop(SocketEnd.Kind.CLOSED, "nobody waits for it"));
    }

    private void established(RpcConnection connection) {
        pace.connected();
        listener.endpointState(name(), true);
        var unused = connection.ended().subscribe(end -> {
            pace.lost();
            listener.endpointState(name(), false);
            if (forget()) {
                listener.reconnecting(name(), end.kind().word());
            }
        });
    }

    private Throwable failed(Throwable fault) {
        pace.failed();
        boolean unused = forget();
        listener.endpointState(name(), false);
        if (!(fault instanceof SourceException.Transient) || !pace.hopeless()) {
            return fault;
        }
        return new SourceException.Unusable(
                fault.getMessage() + " (tried " + pace.failedConnections() + " times)", fault);
    }

    /** The connection is gone; whether another one may follow. */
    private synchronized boolean forget() {
        current = null;
        return !closed;
    }

    private <T> Single<T> ask(RpcConnection connection, RpcRequest<T> request) {
        return environment
                .waitFor(pace::untilAsk)
                .flatMap(waited -> connection.call(request.method(), request.params()))
                .observeOn(environment.worker())
                .map(reply -> conclude(request, reply));
    }

    private <T> T conclude(RpcRequest<T> request, Reply reply) {
        if (reply instanceof Reply.Failure failure) {
            ended(request, failure.result(), reply);
            throw failure.fault();
        }
        try {
            T answer = request.reader().apply(((Reply.Answer) reply).json());
            pace.answered();
            ended(request, Result.OK, reply);
            return answer;
        } catch (SourceException.Untrusted e) {
            ended(request, Result.UNTRUSTED, reply);
            throw new SourceException.Untrusted(name() + " answers " + request + " wrongly: " + e.getMessage(), e);
        }
    }

    private void ended(RpcRequest<?> request, Result result, Reply reply) {
        if (result == Result.THROTTLED) {
            pace.throttled();
        } else if (result == Result.LACKING) {
            lacking.add(request.method());
        }
        listener.requestEnded(name(), request.method(), result.word(), reply.took());
    }
}

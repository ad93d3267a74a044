package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Single;
import io.weighbridge.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an endpoint: one while it holds, a new one when somebody asks after it ended, each made sure to lead to
 * the same chain. Tells the endpoint's health and budget how they begin and end. Safe for many threads.
 */
final class EndpointConnection {

    private final RpcEndpoint endpoint;
    private final RpcOptions options;
    private final Environment environment;
    private final EndpointLog news;
    private final ChainIdentity chain;
    private @Nullable Single<Connection> current;
    private volatile boolean open;
    private boolean closed;

    EndpointConnection(
            RpcEndpoint endpoint, RpcOptions options, Environment environment, EndpointLog news, ChainIdentity chain) {
        this.endpoint = endpoint;
        this.options = options;
        this.environment = environment;
        this.news = news;
        this.chain = chain;
    }

    /** Whether a connection is there. */
    boolean isOpen() {
        return open;
    }

    /** Ends the connection, and makes no other. */
    void close() {
        Single<Connection> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            var unused = last.subscribe(Connection::close, fault -> {});
        }
    }

    /** The connection, made if there is none. Fails with a {@link FailedAttempt}. */
    Single<Connection> current() {
        return Single.defer(() -> {
            synchronized (this) {
                if (closed) {
                    return Single.error(endpoint.failed(
                            Result.DISCONNECTED,
                            new SourceException.Unusable(endpoint.name() + ": the source is closed")));
                }
                if (current == null) {
                    current = connect().cache();
                }
                return current;
            }
        });
    }

    private Single<Connection> connect() {
        return environment
                .waitFor(endpoint.health()::untilUsable)
                .flatMap(waited -> opened(newConnection()))
                .flatMap(this::identified)
                .doOnSuccess(this::established)
                .onErrorResumeNext(fault -> Single.error(unreached(fault)));
    }

    private Connection newConnection() {
        return endpoint.where().http()
                ? new HttpConnection(endpoint.where(), options, environment)
                : new WebSocketConnection(endpoint.where(), options, environment, news.listener());
    }

    /** A node, or a proxy before it, may refuse a connection because it is asked too much: that is no dead endpoint. */
    private Single<Connection> opened(Connection connection) {
        return connection
                .open()
                .onErrorResumeNext(fault -> connection
                        .ended()
                        .flatMap(end -> Single.error(
                                end.kind() == SocketEnd.Kind.THROTTLED
                                        ? endpoint.failed(Result.THROTTLED, (SourceException) fault)
                                        : fault)));
    }

    /** The node must be of the same chain as all before, at every connection. */
    private Single<Connection> identified(Connection connection) {
        return Single.defer(() -> endpoint.ask(
                        connection, Requests.GENESIS, endpoint.budget().spend()))
                .map(hash -> {
                    chain.check(endpoint.name(), hash);
                    return connection;
                })
                .doOnError(fault -> connection.drop(SocketEnd.Kind.REFUSED, "it could not be used"))
                .doOnDispose(() -> connection.drop(SocketEnd.Kind.CLOSED, "nobody waits for it"));
    }

    private void established(Connection connection) {
        endpoint.health().connected();
        open = true;
        if (endpoint.trust().kind() == EndpointTrust.Kind.FOREIGN) {
            endpoint.judge(EndpointTrust.SOUND);
        }
        news.connected(endpoint);
        var unused = connection.ended().subscribe(end -> {
            open = false;
            if (!isLimit(end)) {
                endpoint.health().lost();
            }
            news.lost(endpoint, end.words());
            if (forget()) {
                news.reconnecting(endpoint, end.kind().word());
            }
        });
    }

    /** A node may refuse what is too much by closing the connection: with a word about it, or again and again. */
    private boolean isLimit(SocketEnd end) {
        if (end.kind() == SocketEnd.Kind.THROTTLED) {
            endpoint.budget().shut();
            return true;
        }
        return end.kind() == SocketEnd.Kind.CLOSED
                && endpoint.inFlight() > 0
                && endpoint.budget().closed();
    }

    private FailedAttempt attempt(Throwable fault) {
        if (fault instanceof FailedAttempt failed) {
            boolean closed = failed.result() == Result.DISCONNECTED
                    && !endpoint.where().http()
                    && endpoint.health().wasConnected()
                    && endpoint.budget().closed();
            return closed ? endpoint.failed(Result.THROTTLED, failed.fault()) : failed;
        }
        return endpoint.failed(
                Result.DISCONNECTED,
                fault instanceof SourceException known
                        ? known
                        : new SourceException.Transient(endpoint.name() + " failed: " + fault, fault));
    }

    private FailedAttempt unreached(Throwable fault) {
        boolean unused = forget();
        FailedAttempt attempt = attempt(fault);
        if (attempt.result() == Result.THROTTLED) {
            endpoint.budget().shut();
            news.budget(endpoint);
        } else if (attempt.fault() instanceof SourceException.Unusable other) {
            endpoint.health().refused();
            endpoint.judge(new EndpointTrust(EndpointTrust.Kind.FOREIGN, String.valueOf(other.getMessage())));
        } else {
            endpoint.health().failed();
        }
        news.lost(endpoint, String.valueOf(attempt.getMessage()));
        if (!(attempt.fault() instanceof SourceException.Transient)
                || !endpoint.health().hopeless()) {
            return attempt;
        }
        return endpoint.failed(
                attempt.result(),
                new SourceException.Unusable(
                        attempt.getMessage() + " (tried " + endpoint.health().failedConnections() + " times)",
                        attempt.fault()));
    }

    /** The connection is gone; whether another one may follow. */
    private synchronized boolean forget() {
        current = null;
        return !closed;
    }
}

package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.BehaviorProcessor;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint: a connection while one holds, a new one when somebody asks after it ended. What survives a connection is
 * what was learned: health, budget, reach, and which methods the node lacks; requests in flight and subscriptions do not,
 * they fail. One request is one attempt: trying again is the caller's business. Safe for many threads.
 */
final class RpcEndpoint {

    /** An answer that takes so many times longer than usual is slow. */
    private static final int SLOW = 4;

    private static final Duration LEAST_IMPATIENCE = Duration.ofMillis(500);
    private static final Duration MOST_IMPATIENCE = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final RpcOptions options;
    private final Environment environment;
    private final EndpointNews news;
    private final ChainIdentity chain;
    private final Health health;
    private final Budget budget;
    private final Reach reach = new Reach();
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BehaviorProcessor<Standing> standing = BehaviorProcessor.createDefault(Standing.SOUND);
    private @Nullable Single<Connection> current;
    private volatile boolean connected;
    private boolean closed;

    RpcEndpoint(
            Endpoint endpoint, RpcOptions options, Environment environment, EndpointNews news, ChainIdentity chain) {
        this.endpoint = endpoint;
        this.options = options;
        this.environment = environment;
        this.news = news;
        this.chain = chain;
        this.health = new Health(options.retry(), environment::nowMillis, environment.chance());
        this.budget = PublicHosts.budget(endpoint, environment::nowNanos);
        news.budget(this);
    }

    /** The endpoint's name. */
    String name() {
        return endpoint.name();
    }

    Health health() {
        return health;
    }

    Budget budget() {
        return budget;
    }

    Reach reach() {
        return reach;
    }

    /** What is thought of it. */
    Standing standing() {
        return standing.getValue() == null ? Standing.SOUND : standing.getValue();
    }

    /** Changes what is thought of it, and tells who follows it. */
    void judge(Standing verdict) {
        if (!verdict.equals(standing())) {
            standing.onNext(verdict);
            news.judged(this);
        }
    }

    /** Whether a connection is there. */
    boolean connected() {
        return connected;
    }

    /** Requests that were sent and have not ended. */
    int inFlight() {
        return inFlight.get();
    }

    /** Whether another request may be sent beside those in flight. */
    boolean hasPlace() {
        return inFlight.get() < options.limits().inFlight();
    }

    /** Whether the node has said that it does not offer the method. */
    boolean lacks(String method) {
        return lacking.contains(method);
    }

    /** A place is taken, and a part of the budget spent, for one request. */
    Budget.Permit take() {
        inFlight.incrementAndGet();
        return budget.spend();
    }

    /** The request for which a place was taken has ended. */
    void leave() {
        inFlight.decrementAndGet();
    }

    /** Sends a request and reads its answer, on a worker. Fails with a {@link FailedAttempt}. */
    <T> Single<T> ask(RpcRequest<T> request, Budget.Permit permit) {
        return connected ? onConnection(request, permit) : afterConnecting(request, permit);
    }

    private <T> Single<T> onConnection(RpcRequest<T> request, Budget.Permit permit) {
        return connection()
                .doOnError(fault -> budget.lost(permit))
                .flatMap(connection -> ask(connection, request, permit))
                .doOnDispose(() -> budget.lost(permit));
    }

    /** A connection begins with a request of its own, which takes the place of this one in the budget. */
    private <T> Single<T> afterConnecting(RpcRequest<T> request, Budget.Permit permit) {
        return Single.defer(() -> {
            budget.unsent(permit);
            return connection()
                    .flatMap(connection -> environment
                            .waitFor(budget::untilReady)
                            .flatMap(waited -> onConnection(request, budget.spend())));
        });
    }

    /** The same for a request of the pool's own, once the budget allows it. */
    <T> Single<T> ask(RpcRequest<T> request) {
        return environment
                .waitFor(budget::untilReady)
                .flatMap(waited -> Single.defer(() -> ask(request, take()).doFinally(this::leave)));
    }

    /**
     * The finalized heads, read on a worker, the newest only where they are not taken. A head that stays silent, and one
     * that cannot be read, ends the connection; so does a verdict that the endpoint is not to be followed.
     */
    <T> Flowable<T> finalizedHeads(Function<JsonNode, T> reader) {
        long silence = options.deadlines().silentHead().toMillis();
        return connection()
                .flatMapPublisher(connection -> connection
                        .finalizedHeads()
                        .timeout(silence, TimeUnit.MILLISECONDS, environment.timer(), Flowable.defer(() -> {
                            connection.drop(SocketEnd.Kind.SILENT, "no finalized head for " + silence + " ms");
                            return Flowable.error(new SourceException.Transient(name() + ": no finalized head for "
                                    + silence + " ms, so the connection is made anew"));
                        }))
                        .onBackpressureLatest()
                        .observeOn(environment.worker(), false, 1)
                        .map(head -> read(connection, head, reader)))
                .takeUntil(standing.filter(verdict -> verdict.kind() != Standing.Kind.SOUND)
                        .flatMap(verdict -> Flowable.error(new SourceException.Transient(verdict.reason()))));
    }

    private <T> T read(Connection connection, JsonNode head, Function<JsonNode, T> reader) {
        try {
            return reader.apply(head);
        } catch (SourceException.Untrusted e) {
            connection.drop(SocketEnd.Kind.FAULT, "a finalized head is damaged: " + e.getMessage());
            throw new SourceException.Untrusted(name() + " announces a damaged head: " + e.getMessage(), e);
        }
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

    private Single<Connection> connection() {
        return Single.defer(() -> {
            synchronized (this) {
                if (closed) {
                    return Single.error(failed(
                            Result.DISCONNECTED, new SourceException.Unusable(name() + ": the source is closed")));
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
                .waitFor(health::untilUsable)
                .flatMap(waited -> opened(newConnection()))
                .flatMap(this::identified)
                .doOnSuccess(this::established)
                .onErrorResumeNext(fault -> Single.error(unreached(fault)));
    }

    private Connection newConnection() {
        return endpoint.http()
                ? new HttpConnection(endpoint, options, environment)
                : new WebSocketConnection(endpoint, options, environment, news.listener());
    }

    /** A node, or a proxy before it, may refuse a connection because it is asked too much: that is no dead endpoint. */
    private Single<Connection> opened(Connection connection) {
        return connection
                .open()
                .onErrorResumeNext(fault -> connection
                        .ended()
                        .flatMap(end -> Single.error(
                                end.kind() == SocketEnd.Kind.THROTTLED
                                        ? failed(Result.THROTTLED, (SourceException) fault)
                                        : fault)));
    }

    /** The node must be of the same chain as all before, at every connection. */
    private Single<Connection> identified(Connection connection) {
        return Single.defer(() -> ask(connection, Requests.GENESIS, budget.spend()))
                .map(hash -> {
                    chain.check(name(), hash);
                    return connection;
                })
                .doOnError(fault -> connection.drop(SocketEnd.Kind.REFUSED, "it could not be used"))
                .doOnDispose(() -> connection.drop(SocketEnd.Kind.CLOSED, "nobody waits for it"));
    }

    private void established(Connection connection) {
        health.connected();
        connected = true;
        if (standing().kind() == Standing.Kind.FOREIGN) {
            judge(Standing.SOUND);
        }
        news.connected(this);
        var unused = connection.ended().subscribe(end -> {
            connected = false;
            if (!isLimit(end)) {
                health.lost();
            }
            news.lost(this, end.words());
            if (forget()) {
                news.reconnecting(this, end.kind().word());
            }
        });
    }

    /** A node may refuse what is too much by closing the connection: with a word about it, or again and again. */
    private boolean isLimit(SocketEnd end) {
        if (end.kind() == SocketEnd.Kind.THROTTLED) {
            budget.shut();
            return true;
        }
        return end.kind() == SocketEnd.Kind.CLOSED && inFlight.get() > 0 && budget.closed();
    }

    private FailedAttempt attempt(Throwable fault) {
        if (fault instanceof FailedAttempt failed) {
            boolean closed = failed.result() == Result.DISCONNECTED
                    && !endpoint.http()
                    && health.wasConnected()
                    && budget.closed();
            return closed ? failed(Result.THROTTLED, failed.fault()) : failed;
        }
        return failed(
                Result.DISCONNECTED,
                fault instanceof SourceException known
                        ? known
                        : new SourceException.Transient(name() + " failed: " + fault, fault));
    }

    private FailedAttempt unreached(Throwable fault) {
        boolean unused = forget();
        FailedAttempt attempt = attempt(fault);
        if (attempt.result() == Result.THROTTLED) {
            budget.shut();
            news.budget(this);
        } else if (attempt.fault() instanceof SourceException.Unusable other) {
            health.refused();
            judge(new Standing(Standing.Kind.FOREIGN, String.valueOf(other.getMessage())));
        } else {
            health.failed();
        }
        news.lost(this, String.valueOf(attempt.getMessage()));
        if (!(attempt.fault() instanceof SourceException.Transient) || !health.hopeless()) {
            return attempt;
        }
        return failed(
                attempt.result(),
                new SourceException.Unusable(
                        attempt.getMessage() + " (tried " + health.failedConnections() + " times)", attempt.fault()));
    }

    /** The connection is gone; whether another one may follow. */
    private synchronized boolean forget() {
        current = null;
        return !closed;
    }

    private <T> Single<T> ask(Connection connection, RpcRequest<T> request, Budget.Permit permit) {
        return connection
                .call(request.method(), request.params())
                .observeOn(environment.worker())
                .map(reply -> conclude(request, reply, permit));
    }

    private <T> T conclude(RpcRequest<T> request, Reply reply, Budget.Permit permit) {
        if (reply instanceof Reply.Failure failure) {
            ended(request, failure.result(), reply);
            account(failure, request, permit);
            throw failed(failure.result(), failure.fault());
        }
        budget.answered(permit);
        news.budget(this);
        try {
            T answer = request.reader().apply(((Reply.Answer) reply).json());
            health.answered(reply.took());
            ended(request, Result.OK, reply);
            return answer;
        } catch (SourceException.Untrusted e) {
            health.lied();
            ended(request, Result.UNTRUSTED, reply);
            throw failed(
                    Result.UNTRUSTED,
                    new SourceException.Untrusted(name() + " answers " + request + " wrongly: " + e.getMessage(), e));
        } catch (SourceException e) {
            Result result = e instanceof SourceException.Transient ? Result.UNKNOWN : Result.ERROR;
            ended(request, result, reply);
            throw failed(result, e);
        }
    }

    private void account(Reply.Failure failure, RpcRequest<?> request, Budget.Permit permit) {
        switch (failure.result()) {
            case THROTTLED -> {
                budget.refused(permit, failure.leaveAlone());
                news.budget(this);
            }
            case LACKING -> {
                budget.answered(permit);
                lacking.add(request.method());
            }
            case TIMEOUT -> {
                budget.lost(permit);
                health.faulted();
            }
            case UNTRUSTED -> {
                budget.answered(permit);
                health.lied();
            }
            case DISCONNECTED -> budget.lost(permit);
            case ERROR -> {
                budget.answered(permit);
                health.faulted();
            }
            case OK, PRUNED, UNKNOWN -> budget.answered(permit);
        }
    }

    private FailedAttempt failed(Result result, SourceException fault) {
        return new FailedAttempt(this, result, fault);
    }

    private void ended(RpcRequest<?> request, Result result, Reply reply) {
        news.requestEnded(this, request.method(), result, reply.took());
    }

    /** How long to wait for one answer before a second endpoint is asked beside this one. */
    Duration impatience() {
        Duration usual = health.responseTime().multipliedBy(SLOW);
        Duration least = usual.compareTo(LEAST_IMPATIENCE) < 0 ? LEAST_IMPATIENCE : usual;
        return least.compareTo(MOST_IMPATIENCE) < 0 ? least : MOST_IMPATIENCE;
    }

    @Override
    public String toString() {
        return name();
    }
}

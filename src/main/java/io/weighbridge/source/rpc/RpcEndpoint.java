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
    private final EndpointLog news;
    private final Health health;
    private final Budget budget;
    private final BlockAvailability availability = new BlockAvailability();
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BehaviorProcessor<EndpointTrust> trust = BehaviorProcessor.createDefault(EndpointTrust.SOUND);
    private final EndpointConnection connection;

    RpcEndpoint(Endpoint endpoint, RpcOptions options, Environment environment, EndpointLog news, ChainIdentity chain) {
        this.endpoint = endpoint;
        this.options = options;
        this.environment = environment;
        this.news = news;
        this.health = new Health(options.retry(), environment::nowMillis, environment.chance());
        this.budget = PublicHosts.budget(endpoint, environment::nowNanos);
        this.connection = new EndpointConnection(this, options, environment, news, chain);
        news.budget(this);
    }

    /** Where it is. */
    Endpoint where() {
        return endpoint;
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

    BlockAvailability availability() {
        return availability;
    }

    /** What is thought of it. */
    EndpointTrust trust() {
        return trust.getValue() == null ? EndpointTrust.SOUND : trust.getValue();
    }

    /** Changes what is thought of it, and tells who follows it. */
    void judge(EndpointTrust verdict) {
        if (!verdict.equals(trust())) {
            trust.onNext(verdict);
            news.judged(this);
        }
    }

    /** Whether a connection is there. */
    boolean connected() {
        return connection.isOpen();
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
        return connection.isOpen() ? onConnection(request, permit) : afterConnecting(request, permit);
    }

    private <T> Single<T> onConnection(RpcRequest<T> request, Budget.Permit permit) {
        return connection
                .current()
                .doOnError(fault -> budget.lost(permit))
                .flatMap(connection -> ask(connection, request, permit))
                .doOnDispose(() -> budget.lost(permit));
    }

    /** A connection begins with a request of its own, which takes the place of this one in the budget. */
    private <T> Single<T> afterConnecting(RpcRequest<T> request, Budget.Permit permit) {
        return Single.defer(() -> {
            budget.unsent(permit);
            return connection
                    .current()
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
        return connection
                .current()
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
                .takeUntil(trust.filter(verdict -> verdict.kind() != EndpointTrust.Kind.SOUND)
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
        connection.close();
    }

    /** Sends a request on that connection and reads its answer, on a worker. Fails with a {@link FailedAttempt}. */
    <T> Single<T> ask(Connection connection, RpcRequest<T> request, Budget.Permit permit) {
        return connection
                .call(request.method(), request.params())
                .observeOn(environment.worker())
                .map(reply -> conclude(request, reply, permit));
    }

    private <T> T conclude(RpcRequest<T> request, Reply reply, Budget.Permit permit) {
        if (reply instanceof Reply.Failure failure) {
            account(failure, request, permit);
            ended(request, failure.result(), reply);
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

    /** An attempt here that failed. */
    FailedAttempt failed(Result result, SourceException fault) {
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

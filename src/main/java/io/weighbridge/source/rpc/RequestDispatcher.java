package io.weighbridge.source.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.weighbridge.source.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/**
 * Sends requests to endpoints, and to others where those fail, until there is an answer or {@link RetryDecision} says that
 * nothing helps. Safe for many threads.
 */
final class RequestDispatcher {

    private final EndpointPool pool;
    private final EndpointComparison comparison;
    private final RetryPolicy retry;
    private final Environment environment;

    RequestDispatcher(EndpointPool pool, EndpointComparison comparison, RetryPolicy retry, Environment environment) {
        this.pool = pool;
        this.comparison = comparison;
        this.retry = retry;
        this.environment = environment;
    }

    /** The answer; fails with a {@link io.weighbridge.source.SourceException}. */
    <T> Single<T> deliver(PendingRequest pending, RpcRequest<T> request) {
        return attempt(pending, request)
                .retryWhen(faults -> {
                    var retries = retries();
                    return faults.concatMap(fault -> retries.afterRequest(pending, fault));
                })
                .doOnSuccess(answer -> comparison.begin());
    }

    /**
     * The finalized heads of one endpoint after the other, from now on and without end; the next is followed where one
     * fails. Fails where all of them are unusable.
     *
     * @param reader reads a header that an endpoint announces
     */
    <T> Flowable<T> follow(BiFunction<RpcEndpoint, JsonNode, T> reader) {
        return Flowable.defer(() -> {
            var retries = retries();
            List<RpcEndpoint> failed = new CopyOnWriteArrayList<>();
            return Flowable.defer(() -> heads(failed, reader))
                    .doOnNext(head -> {
                        retries.succeeded();
                        failed.clear();
                        comparison.begin();
                    })
                    .retryWhen(faults -> faults.concatMap(retries::afterSubscription));
        });
    }

    private <T> Flowable<T> heads(List<RpcEndpoint> failed, BiFunction<RpcEndpoint, JsonNode, T> reader) {
        RpcEndpoint endpoint = pool.toFollow(List.copyOf(failed));
        failed.remove(endpoint);
        return endpoint.finalizedHeads(json -> reader.apply(endpoint, json)).doOnError(fault -> failed.add(endpoint));
    }

    private RetryDecision retries() {
        return new RetryDecision(retry, environment, pool.size());
    }

    private <T> Single<T> attempt(PendingRequest pending, RpcRequest<T> request) {
        return pool.attempt(pending, slot -> {
            Single<T> first = at(slot, pending, request);
            return pending.lane() == Lane.LIVE && pool.size() > 1 ? hedged(first, slot, pending, request) : first;
        });
    }

    private static <T> Single<T> at(EndpointPool.Slot slot, PendingRequest pending, RpcRequest<T> request) {
        RpcEndpoint endpoint = slot.endpoint();
        return endpoint.ask(request, slot.permit())
                .doOnSuccess(answer -> learn(pending, endpoint.availability()::served))
                .doOnError(fault -> {
                    if (fault instanceof FailedAttempt failed && failed.result() == Result.PRUNED) {
                        learn(pending, endpoint.availability()::pruned);
                    }
                });
    }

    private static void learn(PendingRequest pending, LongConsumer lesson) {
        if (pending.needsState() && pending.block() != BlockAvailability.UNKNOWN) {
            lesson.accept(pending.block());
        }
    }

    /** Where an answer is slow, a second endpoint is asked beside the first one; what comes first counts. */
    private <T> Single<T> hedged(
            Single<T> plain, EndpointPool.Slot slot, PendingRequest pending, RpcRequest<T> request) {
        return new HedgedRequest<T>(slot.endpoint().impatience(), environment.timer())
                .ask(plain, () -> pool.second(pending, slot.endpoint(), other -> at(other, pending, request)));
    }
}

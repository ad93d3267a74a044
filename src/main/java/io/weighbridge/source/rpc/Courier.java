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
 * Takes errands to endpoints, and to others where those fail, until there is an answer or {@link Persistence} says that
 * nothing helps. Safe for many threads.
 */
final class Courier {

    private final EndpointPool pool;
    private final Inspection inspection;
    private final RetryPolicy retry;
    private final Environment environment;

    Courier(EndpointPool pool, Inspection inspection, RetryPolicy retry, Environment environment) {
        this.pool = pool;
        this.inspection = inspection;
        this.retry = retry;
        this.environment = environment;
    }

    /** The answer; fails with a {@link io.weighbridge.source.SourceException}. */
    <T> Single<T> deliver(Errand errand, RpcRequest<T> request) {
        return attempt(errand, request)
                .retryWhen(faults -> {
                    var persistence = persistence();
                    return faults.concatMap(fault -> persistence.afterRequest(errand, fault));
                })
                .doOnSuccess(answer -> inspection.begin());
    }

    /**
     * The finalized heads of one endpoint after the other, from now on and without end; the next is followed where one
     * fails. Fails where all of them are unusable.
     *
     * @param reader reads a header that an endpoint announces
     */
    <T> Flowable<T> follow(BiFunction<RpcEndpoint, JsonNode, T> reader) {
        return Flowable.defer(() -> {
            var persistence = persistence();
            List<RpcEndpoint> failed = new CopyOnWriteArrayList<>();
            return Flowable.defer(() -> heads(failed, reader))
                    .doOnNext(head -> {
                        persistence.succeeded();
                        failed.clear();
                        inspection.begin();
                    })
                    .retryWhen(faults -> faults.concatMap(persistence::afterSubscription));
        });
    }

    private <T> Flowable<T> heads(List<RpcEndpoint> failed, BiFunction<RpcEndpoint, JsonNode, T> reader) {
        RpcEndpoint endpoint = pool.toFollow(List.copyOf(failed));
        failed.remove(endpoint);
        return endpoint.finalizedHeads(json -> reader.apply(endpoint, json)).doOnError(fault -> failed.add(endpoint));
    }

    private Persistence persistence() {
        return new Persistence(retry, environment, pool.size());
    }

    private <T> Single<T> attempt(Errand errand, RpcRequest<T> request) {
        return pool.attempt(errand, seat -> {
            Single<T> first = at(seat, errand, request);
            return errand.lane() == Lane.LIVE && pool.size() > 1 ? hedged(first, seat, errand, request) : first;
        });
    }

    private static <T> Single<T> at(EndpointPool.Seat seat, Errand errand, RpcRequest<T> request) {
        RpcEndpoint endpoint = seat.endpoint();
        return endpoint.ask(request, seat.permit())
                .doOnSuccess(answer -> learn(errand, endpoint.reach()::served))
                .doOnError(fault -> {
                    if (fault instanceof FailedAttempt failed && failed.result() == Result.PRUNED) {
                        learn(errand, endpoint.reach()::pruned);
                    }
                });
    }

    private static void learn(Errand errand, LongConsumer lesson) {
        if (errand.needsState() && errand.block() != Reach.UNKNOWN) {
            lesson.accept(errand.block());
        }
    }

    /** Where an answer is slow, a second endpoint is asked beside the first one; what comes first counts. */
    private <T> Single<T> hedged(Single<T> plain, EndpointPool.Seat seat, Errand errand, RpcRequest<T> request) {
        return new Hedge<T>(seat.endpoint().impatience(), environment.timer())
                .ask(plain, () -> pool.second(errand, seat.endpoint(), other -> at(other, errand, request)));
    }
}

package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Notification;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks twice where an answer is slow.
 *
 * @param delay how long the first answer may take before a second one is asked for
 * @param timer measures it
 */
record HedgedRequest<T>(Duration delay, Scheduler timer) {

    /**
     * The first answer that comes; if neither comes, the fault that came last.
     *
     * @param second asked when the delay is over and the first has neither answered nor failed; may decline
     */
    Single<T> ask(Single<T> plain, Supplier<Optional<Single<T>>> second) {
        return plain.materialize()
                .toFlowable()
                .publish(first -> Flowable.merge(first, other(first, second)))
                .takeUntil((Notification<T> outcome) -> outcome.isOnNext())
                .lastOrError()
                .<T>dematerialize(outcome -> outcome)
                .toSingle();
    }

    private Flowable<Notification<T>> other(Flowable<?> first, Supplier<Optional<Single<T>>> second) {
        return Maybe.timer(delay.toMillis(), TimeUnit.MILLISECONDS, timer)
                .takeUntil(first)
                .flatMap(over ->
                        second.get().map(asked -> asked.materialize().toMaybe()).orElseGet(Maybe::empty))
                .toFlowable();
    }
}

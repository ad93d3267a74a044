package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleEmitter;
import io.reactivex.rxjava3.disposables.Disposable;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The endpoints of a source, and the requests that wait for one of them. A request waits until an endpoint that probably
 * has what it asks for is well, has a place, and has budget left; live ones go before backfill, then the older one first.
 * Safe for many threads.
 */
final class EndpointPool {

    private final List<RpcEndpoint> endpoints;
    private final Selection selection;
    private final RpcOptions options;
    private final Environment environment;
    private final TreeSet<Waiting<?>> waiting = new TreeSet<>(
            Comparator.comparing((Waiting<?> one) -> one.pending().lane()).thenComparingLong(Waiting::number));
    private Disposable alarm = Disposable.disposed();
    private long counted;

    EndpointPool(List<RpcEndpoint> endpoints, RpcOptions options, Environment environment) {
        this.endpoints = List.copyOf(endpoints);
        this.selection = new Selection(this.endpoints);
        this.options = options;
        this.environment = environment;
    }

    /** A place at an endpoint for one request. */
    record Slot(RpcEndpoint endpoint, Budget.Permit permit) {}

    /** How many endpoints there are. */
    int size() {
        return endpoints.size();
    }

    /** All of them, as they were given. */
    List<RpcEndpoint> endpoints() {
        return endpoints;
    }

    /** What the budgets of all that are well allow together; infinite where one of them has no limit yet, or none is. */
    double requestsPerMinute() {
        return endpoints.stream()
                .filter(endpoint -> endpoint.trust().usable()
                        && endpoint.health().untilUsable().isZero())
                .mapToDouble(endpoint -> endpoint.budget().perMinute())
                .reduce(Double::sum)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether no endpoint that may be used offers the method. */
    boolean lacks(String method) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.trust().usable())
                .allMatch(endpoint -> endpoint.lacks(method));
    }

    /** Does the work at an endpoint, when one has a place for it. Fails as the work does, and where no endpoint may be used. */
    <T> Single<T> attempt(PendingRequest pending, Function<Slot, Single<T>> work) {
        return Single.create(emitter -> {
            Waiting<T> one = new Waiting<>(pending, number(), work, emitter);
            emitter.setCancellable(() -> forget(one));
            if (admit(one)) {
                pump();
            } else {
                emitter.tryOnError(
                        new SourceException.Transient(endpoints.get(0).name() + ": "
                                + options.limits().queued() + " requests wait already, so " + pending.method()
                                + " was not sent"));
            }
        });
    }

    /** Does the work at another endpoint than the first one, if one has a place for it at once. */
    <T> Optional<Single<T>> second(PendingRequest pending, RpcEndpoint first, Function<Slot, Single<T>> work) {
        synchronized (this) {
            return selection.spare(pending, first).map(endpoint -> inSlot(endpoint, work));
        }
    }

    /** The place is free again before anybody hears of the answer. */
    private <T> Single<T> inSlot(RpcEndpoint endpoint, Function<Slot, Single<T>> work) {
        Slot slot = new Slot(endpoint, endpoint.take());
        return Single.using(() -> slot, work::apply, left -> {
            endpoint.leave();
            pump();
        });
    }

    private synchronized long number() {
        return ++counted;
    }

    /** Beside those in flight, so many may wait. */
    private synchronized boolean admit(Waiting<?> one) {
        boolean full = waiting.size() >= options.limits().queued()
                && endpoints.stream().noneMatch(RpcEndpoint::hasPlace);
        return !full && waiting.add(one);
    }

    private synchronized void forget(Waiting<?> one) {
        waiting.remove(one);
    }

    private void pump() {
        var started = new ArrayList<Runnable>();
        synchronized (this) {
            Duration soonest = Selection.NEVER;
            Iterator<Waiting<?>> all = waiting.iterator();
            while (all.hasNext() && selection.anyPlace()) {
                Waiting<?> one = all.next();
                Selection.Choice choice = selection.choose(one.pending());
                if (choice instanceof Selection.Choice.Go go) {
                    all.remove();
                    started.add(start(one, go.endpoint()));
                } else if (choice instanceof Selection.Choice.Nowhere nowhere) {
                    all.remove();
                    started.add(() -> one.emitter().tryOnError(nowhere.fault()));
                } else if (choice instanceof Selection.Choice.Later later
                        && later.time().compareTo(soonest) < 0) {
                    soonest = later.time();
                }
            }
            wakeAfter(soonest);
        }
        started.forEach(Runnable::run);
    }

    private <T> Runnable start(Waiting<T> one, RpcEndpoint endpoint) {
        Single<T> work = inSlot(endpoint, one.work());
        return () -> {
            SingleEmitter<T> emitter = one.emitter();
            emitter.setDisposable(work.subscribe(emitter::onSuccess, emitter::tryOnError));
        };
    }

    private void wakeAfter(Duration time) {
        alarm.dispose();
        if (time.compareTo(Selection.NEVER) < 0) {
            alarm = environment.timer().scheduleDirect(this::pump, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The endpoints have been compared with each other: all that are sound may be asked from now on. */
    void compared() {
        synchronized (this) {
            selection.compared();
        }
        pump();
    }

    /** The endpoint to follow: the first one that is well; of those that failed, the one that did so first. */
    RpcEndpoint toFollow(List<RpcEndpoint> failed) {
        return selection.toFollow(failed);
    }

    /** Ends all connections. */
    void close() {
        synchronized (this) {
            alarm.dispose();
        }
        endpoints.forEach(RpcEndpoint::close);
        pump();
    }

    /** A request in the queue; the number tells who came first. */
    private record Waiting<T>(
            PendingRequest pending, long number, Function<Slot, Single<T>> work, SingleEmitter<T> emitter) {

        /** Two of them are never the same. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}

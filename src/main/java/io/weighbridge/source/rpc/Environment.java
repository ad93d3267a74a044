package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * What a source takes from outside itself.
 *
 * @param timer measures and waits
 * @param worker reads and checks answers, and hands them on
 * @param chance random numbers from 0 to 1
 * @param tls whose certificates are believed
 */
record Environment(Scheduler timer, Scheduler worker, DoubleSupplier chance, SSLContext tls) {

    /** RxJava's computation threads, time that passes evenly, and the certificate authorities of the Java platform. */
    static Environment standard() {
        return new Environment(
                new SteadyScheduler(Schedulers.computation()),
                Schedulers.computation(),
                () -> ThreadLocalRandom.current().nextDouble(),
                defaultTls());
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** The time of {@link #timer}. */
    long nowMillis() {
        return timer.now(TimeUnit.MILLISECONDS);
    }

    /** The same, finer. */
    long nowNanos() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    /** Emits when nothing is left to wait for; {@code left} is asked again after each wait. */
    Single<Duration> waitFor(Supplier<Duration> left) {
        return Single.defer(() -> {
            Duration now = left.get();
            return now.isZero()
                    ? Single.just(now)
                    : Single.timer(now.toNanos(), TimeUnit.NANOSECONDS, timer).flatMap(tick -> waitFor(left));
        });
    }
}

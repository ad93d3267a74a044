package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether and when one request is tried again: a fault that passes after a growing delay, so often as the policy says;
 * any other fault at once and once at each further endpoint, which may have what this one lacks. The only place that
 * tries again. Not safe for many threads: one for each request.
 */
final class Persistence {

    private final RetryPolicy policy;
    private final Environment environment;
    private int others;
    private int failed;

    /** @param endpoints how many there are */
    Persistence(RetryPolicy policy, Environment environment, int endpoints) {
        this.policy = policy;
        this.environment = environment;
        this.others = endpoints - 1;
    }

    /** Emits when to try again, or fails with the fault. */
    Flowable<?> after(Throwable fault) {
        if (!(fault instanceof SourceException.Transient)) {
            boolean elsewhere = fault instanceof SourceException && others-- > 0;
            return elsewhere ? Flowable.just(fault) : Flowable.error(fault);
        }
        failed++;
        if (failed >= policy.attempts()) {
            String message = fault.getMessage() + " (tried " + failed + " times)";
            return Flowable.error(failed == 1 ? fault : new SourceException.Transient(message, fault));
        }
        Duration delay = policy.delay(failed, environment.chance().getAsDouble());
        return Flowable.timer(delay.toMillis(), TimeUnit.MILLISECONDS, environment.timer());
    }
}

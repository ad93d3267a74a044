package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.source.SourceException;
import java.util.concurrent.TimeUnit;

/**
 * Whether and when a request or a subscription is tried again; the only place that decides it. Not safe for many threads:
 * one for each request or subscription.
 */
final class Persistence {

    private final RetryPolicy policy;
    private final Environment environment;
    private final int endpoints;
    private int passing;
    private int lasting;

    /** @param endpoints how many there are */
    Persistence(RetryPolicy policy, Environment environment, int endpoints) {
        this.policy = policy;
        this.environment = environment;
        this.endpoints = endpoints;
    }

    /**
     * A request failed: a fault that passes is waited out, so often as the policy says; any other goes to each further
     * endpoint once, at once, for that may have what this one lacks. Emits when to try again, or fails with the fault.
     */
    Flowable<?> afterRequest(Throwable fault) {
        if (!(fault instanceof SourceException.Transient)) {
            lasting++;
            return fault instanceof SourceException && lasting < endpoints
                    ? Flowable.just(fault)
                    : Flowable.error(fault);
        }
        passing++;
        if (passing < policy.attempts()) {
            return pause();
        }
        return Flowable.error(
                passing == 1
                        ? fault
                        : new SourceException.Transient(fault.getMessage() + " (tried " + passing + " times)", fault));
    }

    /**
     * A subscription failed: it is made again without end, until every endpoint in turn is unusable. Emits when to try
     * again, or fails with the fault.
     */
    Flowable<?> afterSubscription(Throwable fault) {
        if (!(fault instanceof SourceException)) {
            return Flowable.error(fault);
        }
        lasting = fault instanceof SourceException.Unusable ? lasting + 1 : 0;
        passing++;
        return lasting < endpoints ? pause() : Flowable.error(fault);
    }

    /** It works again: what was before does not count. */
    void succeeded() {
        passing = 0;
        lasting = 0;
    }

    private Flowable<?> pause() {
        long delay = policy.delay(passing, environment.chance().getAsDouble()).toMillis();
        return Flowable.timer(delay, TimeUnit.MILLISECONDS, environment.timer());
    }
}

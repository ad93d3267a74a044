package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Flowable;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a request or a subscription is tried again; the only place that decides it. Not safe for many threads:
 * one for each request or subscription.
 */
final class RetryDecision {

    /** An endpoint that refuses whatever it is asked for so long is faulty. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RetryPolicy policy;
    private final Environment environment;
    private final int endpoints;
    private int passing;
    private int lasting;
    private @Nullable SourceException worst;

    /** @param endpoints how many there are */
    RetryDecision(RetryPolicy policy, Environment environment, int endpoints) {
        this.policy = policy;
        this.environment = environment;
        this.endpoints = endpoints;
    }

    /**
     * A request failed. Being asked too much is no fault: the request is sent again after a moment, as often as it takes,
     * for the endpoint's budget sees to it that there is room. A fault that passes is tried again, at another endpoint at
     * once or else after a pause, so often as the policy says; any other goes to each further endpoint once, at once, for
     * that may have what this one lacks. Emits when to try again, or fails with the fault.
     */
    Flowable<?> afterRequest(PendingRequest pending, Throwable fault) {
        if (!(fault instanceof FailedAttempt attempt)) {
            return Flowable.error(worst == null ? fault : worst);
        }
        pending.failedAt(attempt.endpoint());
        if (attempt.result() == Result.THROTTLED
                && attempt.endpoint().budget().blockedFor().compareTo(PATIENCE) < 0) {
            return wait(policy.throttled());
        }
        if (pending.isSparing() && attempt.result() == Result.ERROR) {
            return afterLasting(pending, unmanaged(attempt));
        }
        if (pending.block() == 0 && attempt.result() == Result.UNKNOWN) {
            return afterLasting(pending, withoutGenesis(attempt));
        }
        return attempt.fault() instanceof SourceException.Transient
                ? afterPassing(attempt)
                : afterLasting(pending, attempt);
    }

    private static FailedAttempt unmanaged(FailedAttempt attempt) {
        return new FailedAttempt(
                attempt.endpoint(),
                attempt.result(),
                new SourceException.Unusable(String.valueOf(attempt.fault().getMessage()), attempt.fault()));
    }

    /** Nobody is behind block 0. */
    private static FailedAttempt withoutGenesis(FailedAttempt attempt) {
        return new FailedAttempt(
                attempt.endpoint(),
                attempt.result(),
                new SourceException.Unusable(
                        attempt.fault().getMessage() + "; " + attempt.endpoint().name()
                                + " does not know block 0 by the hash that the first endpoint tells: one of them serves"
                                + " another chain. Give --network, or endpoints of one chain only",
                        attempt.fault()));
    }

    private Flowable<?> afterPassing(FailedAttempt attempt) {
        passing++;
        if (passing < Math.max(policy.attempts(), endpoints)) {
            return endpoints > 1 && passing < endpoints ? Flowable.just(attempt) : pause();
        }
        return Flowable.error(attempt.result() == Result.UNKNOWN ? unknown(attempt.fault()) : tired(attempt.fault()));
    }

    private SourceException tired(SourceException fault) {
        return passing == 1
                ? fault
                : new SourceException.Transient(fault.getMessage() + " (tried " + passing + " times)", fault);
    }

    /** Somebody told of a block that nobody has: a node that is behind would have it by now. */
    private SourceException unknown(SourceException fault) {
        return new SourceException.Untrusted(
                fault.getMessage() + " (asked " + passing + " times, of " + endpoints
                        + (endpoints == 1 ? " endpoint" : " endpoints")
                        + "); a block that none of them has is of another fork, or the node that told of it is"
                        + " not in order: compare the endpoints with 'weighbridge doctor'",
                fault);
    }

    private Flowable<?> afterLasting(PendingRequest pending, FailedAttempt attempt) {
        pending.exhaust(attempt.endpoint());
        worst = worst == null || weight(attempt.fault()) > weight(worst) ? attempt.fault() : worst;
        return pending.exhausted() < endpoints ? Flowable.just(attempt) : Flowable.error(worst);
    }

    /** Of what several endpoints say, the caller hears what tells most: a lie, then what one does not have. */
    private static int weight(SourceException fault) {
        return fault instanceof SourceException.Untrusted ? 2 : fault instanceof SourceException.Pruned ? 1 : 0;
    }

    /**
     * A subscription failed: it is made again without end, until every endpoint in turn is unusable. Emits when to try
     * again, or fails with the fault.
     */
    Flowable<?> afterSubscription(Throwable fault) {
        if (!(fault instanceof SourceException)) {
            return fault instanceof FailedAttempt attempt ? afterSubscription(attempt.fault()) : Flowable.error(fault);
        }
        lasting = fault instanceof SourceException.Unusable ? lasting + 1 : 0;
        passing++;
        return lasting < endpoints ? pause() : Flowable.error(fault);
    }

    /**
     * A question failed that compares an endpoint with others: one that was reached before is asked again after a fault that
     * passes, as often as for any request. One that does not answer in time is not, for the others wait. Emits when to try
     * again, or fails with the fault.
     */
    Flowable<?> afterComparison(Throwable fault) {
        passing++;
        boolean passes = fault instanceof FailedAttempt attempt
                && attempt.fault() instanceof SourceException.Transient
                && attempt.result() != Result.TIMEOUT
                && attempt.endpoint().health().wasConnected();
        return passes && passing < policy.attempts() ? pause() : Flowable.error(fault);
    }

    /** It works again: what was before does not count. */
    void succeeded() {
        passing = 0;
        lasting = 0;
    }

    private Flowable<?> pause() {
        return wait(policy.delay(passing, environment.chance().getAsDouble()));
    }

    private Flowable<?> wait(Duration time) {
        return Flowable.timer(time.toMillis(), TimeUnit.MILLISECONDS, environment.timer());
    }
}

package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import io.weighbridge.source.SourceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again after faults, for as long as the policy says so. Immutable and safe for many threads.
 *
 * @param policy what to do about a fault
 * @param timers waits
 */
record Retries(FaultPolicy policy, Scheduler timers) {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    /** The source logs its own faults. Here, one line is logged for this many faults of a request. */
    private static final int TOLD = 10;

    /**
     * For requests about a block: retries without limit as long as the policy says {@link FaultPolicy.Action#RETRY};
     * every other fault is passed on.
     */
    <T> SingleTransformer<T, T> retrying() {
        return request -> Single.defer(() -> request.retryWhen(new Tries()::waits));
    }

    /**
     * For requests about the chain or a runtime, where there is no block to park: retries in the same way, but a fault
     * that would park a block stops the work.
     */
    <T> SingleTransformer<T, T> insisting() {
        return request -> request.compose(retrying())
                .onErrorResumeNext(fault -> Single.error(
                        fault instanceof SourceException.Untrusted
                                ? new SourceException.Unusable(
                                        fault.getMessage() + "; " + policy.lies() + " answers in a row were like this",
                                        fault)
                                : fault));
    }

    /** Counts the tries of one request; used by one thread at a time. */
    private final class Tries {

        private int faults;
        private int untrue;

        Publisher<Long> waits(Flowable<Throwable> all) {
            return all.concatMap(this::wait);
        }

        private Flowable<Long> wait(Throwable fault) {
            faults++;
            if (fault instanceof SourceException.Untrusted) {
                untrue++;
            }
            if (policy.on(fault, untrue) != FaultPolicy.Action.RETRY) {
                return Flowable.error(fault);
            }
            Duration delay = policy.waits().delay(faults);
            if (faults % TOLD == 0) {
                LOG.warn("trying again in {} ms (fault {}): {}", delay.toMillis(), faults, fault.getMessage());
            }
            return Flowable.timer(delay.toMillis(), TimeUnit.MILLISECONDS, timers);
        }
    }
}

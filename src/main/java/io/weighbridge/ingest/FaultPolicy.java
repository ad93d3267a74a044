package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do about a fault: the only place that says so. Faults get here after the source has done what it can by itself,
 * such as asking another endpoint. Immutable.
 *
 * @param waits how long to wait between tries
 * @param lies how often an answer that cannot be true is asked for again before the block is parked
 */
public record FaultPolicy(Backoff waits, int lies) {

    /** From half a second to a minute; five lies. */
    public static final FaultPolicy DEFAULT =
            new FaultPolicy(new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1)), 5);

    private static final Logger LOG = LoggerFactory.getLogger(FaultPolicy.class);

    /** The source tells of its faults; here, every so many of one request are worth a word. */
    private static final int TOLD = 10;

    /** What to do. */
    public enum Action {
        /** Wait, then ask again. */
        RETRY,
        /** Put the block aside with its reason, and go on with the next. */
        PARK,
        /** Give up and tell the operator, who alone can help. */
        STOP
    }

    /**
     * What to do about a fault while a block is read.
     *
     * @param fault the fault
     * @param liesSoFar how many answers that cannot be true this request got, this one among them
     */
    public Action on(Throwable fault, int liesSoFar) {
        if (fault instanceof SourceException.Transient) {
            return Action.RETRY;
        }
        if (fault instanceof SourceException.Untrusted) {
            return liesSoFar < lies ? Action.RETRY : Action.PARK;
        }
        if (fault instanceof SourceException || fault instanceof StoreException || fault instanceof Error) {
            return Action.STOP;
        }
        // A block that cannot be decoded, or that our own code stumbles over, must not keep the others waiting.
        return Action.PARK;
    }

    /**
     * For what is asked about a block: asks again, without end, as long as the policy says {@link Action#RETRY}; every other
     * fault passes through.
     */
    public <T> SingleTransformer<T, T> retrying(Scheduler timers) {
        return request -> Single.defer(() -> request.retryWhen(new Tries(timers)::waits));
    }

    /**
     * For what is asked about the chain or a runtime, where there is no block to be put aside: asks again in the same way,
     * but what would park a block stops the work.
     */
    public <T> SingleTransformer<T, T> insisting(Scheduler timers) {
        return request -> request.compose(retrying(timers))
                .onErrorResumeNext(fault -> Single.error(
                        fault instanceof SourceException.Untrusted
                                ? new SourceException.Unusable(
                                        fault.getMessage() + "; " + lies + " answers in a row were like this", fault)
                                : fault));
    }

    /** Whether the block is put aside for a fault that came through {@link #retrying}. */
    boolean parks(Throwable fault) {
        return on(fault, lies) == Action.PARK;
    }

    /** Counts the tries of one request; used by one thread at a time. */
    private final class Tries {

        private final Scheduler timers;
        private int faults;
        private int untrue;

        Tries(Scheduler timers) {
            this.timers = timers;
        }

        Publisher<Long> waits(Flowable<Throwable> all) {
            return all.concatMap(this::wait);
        }

        private Flowable<Long> wait(Throwable fault) {
            faults++;
            if (fault instanceof SourceException.Untrusted) {
                untrue++;
            }
            if (on(fault, untrue) != Action.RETRY) {
                return Flowable.error(fault);
            }
            Duration delay = waits.delay(faults);
            if (faults % TOLD == 0) {
                LOG.warn("trying again in {} ms (fault {}): {}", delay.toMillis(), faults, fault.getMessage());
            }
            return Flowable.timer(delay.toMillis(), TimeUnit.MILLISECONDS, timers);
        }
    }
}

package io.weighbridge.ingest;

import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import java.time.Duration;

/**
 * Maps each fault to an action; the only place that does. Faults arrive here after the source has tried what it can,
 * such as another endpoint. Immutable.
 *
 * @param waits how long to wait between tries
 * @param lies how many untrue answers a request may get before the block is parked
 */
public record FaultPolicy(Backoff waits, int lies) {

    /** Waits from half a second to a minute; five untrue answers. */
    public static final FaultPolicy DEFAULT =
            new FaultPolicy(new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1)), 5);

    /** What to do. */
    public enum Action {
        /** Wait, then ask again. */
        RETRY,
        /** Put the block aside with its reason, and go on with the next. */
        PARK,
        /** Stop with an error: only the operator can help. */
        STOP
    }

    /**
     * What to do about a fault while a block is read.
     *
     * @param fault the fault
     * @param liesSoFar how many untrue answers this request got, including this one
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
        // A block that cannot be decoded, or that meets a bug in this program, must not block the others.
        return Action.PARK;
    }

    /** Whether a fault that {@link Retries} did not retry parks the block. */
    boolean parks(Throwable fault) {
        return on(fault, lies) == Action.PARK;
    }
}

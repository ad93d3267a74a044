package io.weighbridge.ingest;

import io.weighbridge.source.SourceException;
import io.weighbridge.store.StoreException;
import java.time.Duration;

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

    /** Whether the block is put aside for a fault that {@link Retries} let pass. */
    boolean parks(Throwable fault) {
        return on(fault, lies) == Action.PARK;
    }
}

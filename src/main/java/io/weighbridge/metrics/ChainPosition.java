package io.weighbridge.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Where the chain is, how far it is verified, and where weights were last set. Safe for many threads. */
final class ChainPosition {

    /** Stands for a block number that nobody knows yet. */
    static final long UNKNOWN = -1;

    private final Clock clock;
    private long finalized = UNKNOWN;
    private long covered = UNKNOWN;
    private long lastSet = UNKNOWN;
    private long first = UNKNOWN;
    private Instant heard = Instant.MIN;

    ChainPosition(Clock clock) {
        this.clock = clock;
    }

    /** A head was heard of; one that is not higher than the last is no news. */
    synchronized void finalized(long number) {
        if (number > finalized) {
            first = first == UNKNOWN ? number : first;
            finalized = number;
            heard = clock.instant();
        }
    }

    /** Blocks up to that number are verified. */
    synchronized void covered(long number) {
        covered = Math.max(covered, number);
    }

    /** Weights were set in that block. */
    synchronized void set(long number) {
        lastSet = Math.max(lastSet, number);
    }

    /** Whether that block became final after the chain was first heard of; one before it is caught up with. */
    synchronized boolean isLive(long number) {
        return first != UNKNOWN && number > first;
    }

    synchronized double finalizedHead() {
        return orNotKnown(finalized);
    }

    synchronized double coveredHead() {
        return orNotKnown(covered);
    }

    synchronized double lag() {
        return Math.max(0, orNotKnown(finalized) - orNotKnown(covered));
    }

    synchronized double headAgeSeconds() {
        return finalized == UNKNOWN
                ? Double.NaN
                : Duration.between(heard, clock.instant()).toMillis() / 1000.0;
    }

    synchronized double blocksSinceLastSet() {
        return Math.max(0, Math.max(orNotKnown(finalized), orNotKnown(lastSet)) - orNotKnown(lastSet));
    }

    private static double orNotKnown(long number) {
        return number == UNKNOWN ? Double.NaN : number;
    }
}

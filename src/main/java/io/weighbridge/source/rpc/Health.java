package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How well an endpoint does: how fast it answers, how often it fails, and for how long it is left alone after it failed,
 * each time twice as long. Safe for many threads.
 */
final class Health {

    /** A connection that answered so much is a good one, however soon it ends: some nodes close after a number of requests. */
    static final int ENOUGH_ANSWERS = 16;

    /** So many bad answers in a row suspend an endpoint. */
    static final int BAD_ANSWERS = 3;

    private static final double LATE = 1.0 / 16;
    private static final double FIRST_GUESS_MILLIS = 100;
    private static final double FAULT_WEIGHT = 8;

    private final RetryPolicy policy;
    private final LongSupplier nowMillis;
    private final DoubleSupplier chance;
    private boolean everConnected;
    private int failedConnections;
    private long connectedAt;
    private int answers;
    private int badInRow;
    private long suspendedUntil;
    private double responseMillis = FIRST_GUESS_MILLIS;
    private double faultShare;

    /**
     * @param nowMillis a clock
     * @param chance random numbers from 0 to 1
     */
    Health(RetryPolicy policy, LongSupplier nowMillis, DoubleSupplier chance) {
        this.policy = policy;
        this.nowMillis = nowMillis;
        this.chance = chance;
        this.suspendedUntil = nowMillis.getAsLong();
    }

    /** How long the endpoint is left alone yet. */
    synchronized Duration untilUsable() {
        return Duration.ofMillis(Math.max(0, suspendedUntil - nowMillis.getAsLong()));
    }

    /** The response time in milliseconds that is to be expected, longer where faults are; less is better. */
    synchronized double score() {
        return responseMillis * (1 + FAULT_WEIGHT * faultShare);
    }

    /** How long an answer usually takes. */
    synchronized Duration responseTime() {
        return Duration.ofMillis((long) responseMillis);
    }

    /** A connection is there and serves the right chain. */
    synchronized void connected() {
        everConnected = true;
        connectedAt = nowMillis.getAsLong();
        suspendedUntil = connectedAt;
        answers = 0;
    }

    /** A request was answered. */
    synchronized void answered(Duration took) {
        answers++;
        badInRow = 0;
        responseMillis += (took.toNanos() / 1e6 - responseMillis) * LATE;
        faultShare -= faultShare * LATE;
    }

    /** A request was answered badly, or not at all while the connection holds; some in a row suspend the endpoint. */
    synchronized void faulted() {
        faultShare += (1 - faultShare) * LATE;
        badInRow++;
        if (badInRow >= BAD_ANSWERS) {
            suspend(policy.delay(badInRow - BAD_ANSWERS + 1, chance.getAsDouble()));
        }
    }

    /** An answer was not true: that suspends the endpoint at once. */
    synchronized void lied() {
        badInRow = Math.max(badInRow, BAD_ANSWERS - 1);
        faulted();
    }

    /** A connection did not come about. */
    synchronized void failed() {
        failedConnections++;
        faultShare += (1 - faultShare) * LATE;
        suspend(policy.delay(failedConnections, chance.getAsDouble()));
    }

    /** A connection ended. One that held for a while, or answered much, wipes out what was before it. */
    synchronized void lost() {
        if (answers >= ENOUGH_ANSWERS
                || nowMillis.getAsLong() - connectedAt >= policy.longest().toMillis()) {
            failedConnections = 0;
        }
        failed();
    }

    /** The endpoint is of no use for as long as a policy allows: it serves another chain. */
    synchronized void refused() {
        suspend(policy.longest());
    }

    /** Whether the endpoint never answered, however often it was tried. */
    synchronized boolean hopeless() {
        return !everConnected && failedConnections >= policy.firstConnectionAttempts();
    }

    /** Whether there ever was a connection. */
    synchronized boolean wasConnected() {
        return everConnected;
    }

    /** How often connecting failed in a row. */
    synchronized int failedConnections() {
        return failedConnections;
    }

    private void suspend(Duration time) {
        suspendedUntil = Math.max(suspendedUntil, nowMillis.getAsLong() + time.toMillis());
    }
}

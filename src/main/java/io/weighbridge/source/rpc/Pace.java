package io.weighbridge.source.rpc;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * When an endpoint may be asked, and when a connection to it may be tried, after it failed or said that it is asked too
 * much. Safe for many threads.
 */
final class Pace {

    /** A connection that answered so much is a good one, however soon it ends: some nodes close after a number of requests. */
    static final int ENOUGH_ANSWERS = 16;

    private final RetryPolicy policy;
    private final LongSupplier nowMillis;
    private final DoubleSupplier chance;
    private boolean everConnected;
    private int failedConnections;
    private long connectedAt;
    private int answers;
    private long connectNotBefore;
    private int throttledTimes;
    private long askNotBefore;
    private long calmAt;

    /**
     * @param nowMillis a clock
     * @param chance random numbers from 0 to 1
     */
    Pace(RetryPolicy policy, LongSupplier nowMillis, DoubleSupplier chance) {
        this.policy = policy;
        this.nowMillis = nowMillis;
        this.chance = chance;
        this.connectNotBefore = nowMillis.getAsLong();
        this.askNotBefore = connectNotBefore;
        this.calmAt = connectNotBefore;
    }

    /** How long to wait before connecting. */
    synchronized Duration untilConnect() {
        return until(Math.max(connectNotBefore, askNotBefore));
    }

    /** How long to wait before asking. */
    synchronized Duration untilAsk() {
        return until(askNotBefore);
    }

    /** A connection is there and serves the right chain. */
    synchronized void connected() {
        everConnected = true;
        connectedAt = nowMillis.getAsLong();
        answers = 0;
    }

    /** The connection has answered a request. */
    synchronized void answered() {
        answers++;
    }

    /** A connection did not come about; while the endpoint is asked too much that means nothing more. */
    synchronized void failed() {
        if (nowMillis.getAsLong() < askNotBefore) {
            return;
        }
        failedConnections++;
        connectNotBefore = later(policy.delay(failedConnections, chance.getAsDouble()));
    }

    /** A connection ended. One that held for a while, or answered much, wipes out what was before it. */
    synchronized void lost() {
        if (answers >= ENOUGH_ANSWERS
                || nowMillis.getAsLong() - connectedAt >= policy.longest().toMillis()) {
            failedConnections = 0;
        }
        failed();
    }

    /** Whether the endpoint never answered, however often it was tried. */
    synchronized boolean hopeless() {
        return !everConnected && failedConnections >= policy.firstConnectionAttempts();
    }

    /** How often connecting failed in a row. */
    synchronized int failedConnections() {
        return failedConnections;
    }

    /** The endpoint is asked too much. What was sent before that was known counts as one. */
    synchronized void throttled() {
        long now = nowMillis.getAsLong();
        if (now < askNotBefore) {
            return;
        }
        throttledTimes = now >= calmAt ? 1 : throttledTimes + 1;
        Duration pause = policy.throttledDelay(throttledTimes, chance.getAsDouble());
        askNotBefore = later(pause);
        calmAt = later(pause.multipliedBy(4));
    }

    private Duration until(long then) {
        return Duration.ofMillis(Math.max(0, then - nowMillis.getAsLong()));
    }

    private long later(Duration delay) {
        return nowMillis.getAsLong() + delay.toMillis();
    }
}

package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), 0, 3, 2);

    private final AtomicLong now = new AtomicLong(5_000);
    private final Pace pace = new Pace(POLICY, now::get, () -> 0);

    @Test
    void theFirstConnectionIsTriedAtOnce() {
        assertThat(pace.untilConnect()).isZero();
        assertThat(pace.untilAsk()).isZero();
    }

    @Test
    void eachFailedConnectionDoublesTheWait() {
        pace.failed();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofMillis(100));
        now.addAndGet(100);
        assertThat(pace.untilConnect()).isZero();
        pace.failed();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aConnectionThatHeldWipesOutWhatWasBefore() {
        pace.failed();
        pace.failed();
        pace.connected();
        now.addAndGet(10_000);
        pace.lost();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aConnectionThatAnsweredMuchWipesOutWhatWasBeforeHoweverSoonItEnds() {
        pace.failed();
        pace.failed();
        pace.connected();
        for (int i = 0; i < Pace.ENOUGH_ANSWERS; i++) {
            pace.answered();
        }
        pace.lost();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aConnectionThatDidNotHoldCountsAsFailed() {
        pace.connected();
        pace.lost();
        now.addAndGet(100);
        pace.connected();
        pace.lost();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anEndpointThatNeverAnsweredIsHopelessAfterSoManyAttempts() {
        pace.failed();
        assertThat(pace.hopeless()).isFalse();
        pace.failed();
        assertThat(pace.hopeless()).isTrue();
    }

    @Test
    void anEndpointThatOnceAnsweredIsNeverHopeless() {
        pace.connected();
        pace.lost();
        pace.failed();
        pace.failed();
        assertThat(pace.hopeless()).isFalse();
    }

    @Test
    void aBurstOfThrottledAnswersCountsAsOne() {
        pace.throttled();
        pace.throttled();
        pace.throttled();
        assertThat(pace.untilAsk()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void throttlingAgainSoonAfterThePauseDoublesIt() {
        pace.throttled();
        now.addAndGet(1_500);
        pace.throttled();
        assertThat(pace.untilAsk()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void throttlingAfterAQuietTimeStartsAnew() {
        pace.throttled();
        now.addAndGet(4_000);
        pace.throttled();
        assertThat(pace.untilAsk()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void beingAskedTooMuchIsNotTakenForBeingGone() {
        pace.throttled();
        pace.failed();
        now.addAndGet(1_000);
        pace.throttled();
        pace.failed();
        assertThat(pace.hopeless()).isFalse();
        assertThat(pace.untilConnect()).isEqualTo(Duration.ofSeconds(2));
    }
}

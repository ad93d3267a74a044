package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), 0, 3, 2);

    private final AtomicLong now = new AtomicLong(5_000);
    private final Health health = new Health(POLICY, now::get, () -> 0);

    @Test
    void theFirstConnectionIsTriedAtOnce() {
        assertThat(health.untilUsable()).isZero();
    }

    @Test
    void eachFailedConnectionDoublesTheWait() {
        health.failed();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(100));
        now.addAndGet(100);
        assertThat(health.untilUsable()).isZero();
        health.failed();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aConnectionThatHeldWipesOutWhatWasBefore() {
        health.failed();
        health.failed();
        health.connected();
        now.addAndGet(10_000);
        health.lost();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aConnectionThatAnsweredMuchWipesOutWhatWasBeforeHoweverSoonItEnds() {
        health.failed();
        health.failed();
        health.connected();
        for (int i = 0; i < Health.ENOUGH_ANSWERS; i++) {
            health.answered(Duration.ofMillis(5));
        }
        health.lost();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aConnectionThatDidNotHoldCountsAsFailed() {
        health.connected();
        health.lost();
        now.addAndGet(100);
        health.connected();
        health.lost();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anEndpointThatNeverAnsweredIsHopelessAfterSoManyAttempts() {
        health.failed();
        assertThat(health.hopeless()).isFalse();
        health.failed();
        assertThat(health.hopeless()).isTrue();
    }

    @Test
    void anEndpointThatOnceAnsweredIsNeverHopeless() {
        health.connected();
        health.lost();
        health.failed();
        health.failed();
        assertThat(health.hopeless()).isFalse();
    }

    @Test
    void badAnswersInARowSuspendForTwiceAsLongEachTime() {
        health.faulted();
        health.faulted();
        assertThat(health.untilUsable()).isZero();
        health.faulted();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(100));
        now.addAndGet(100);
        health.faulted();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aGoodAnswerBetweenTwoBadOnesWipesThemOut() {
        health.faulted();
        health.faulted();
        health.answered(Duration.ofMillis(5));
        health.faulted();
        assertThat(health.untilUsable()).isZero();
    }

    @Test
    void aLieSuspendsAtOnce() {
        health.lied();
        assertThat(health.untilUsable()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void noSuspensionIsLongerThanAllowed() {
        for (int failure = 0; failure < 100; failure++) {
            health.failed();
        }
        assertThat(health.untilUsable()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theFasterEndpointIsTheBetterOne() {
        var slow = new Health(POLICY, now::get, () -> 0);
        for (int answer = 0; answer < 50; answer++) {
            health.answered(Duration.ofMillis(10));
            slow.answered(Duration.ofMillis(80));
        }
        assertThat(health.score()).isLessThan(slow.score());
    }

    @Test
    void theEndpointWithFewerFaultsIsTheBetterOne() {
        var faulty = new Health(POLICY, now::get, () -> 0);
        for (int answer = 0; answer < 50; answer++) {
            health.answered(Duration.ofMillis(10));
            faulty.answered(Duration.ofMillis(10));
            faulty.faulted();
        }
        assertThat(health.score()).isLessThan(faulty.score());
    }
}

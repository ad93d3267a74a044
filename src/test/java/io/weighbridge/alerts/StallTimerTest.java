package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StallTimerTest {

    private static final LagCause FALLING = new LagCause(LagCause.Kind.RATE_LIMIT, false, "it falls further behind");
    private static final LagCause GAINING = new LagCause(LagCause.Kind.RATE_LIMIT, true, "an hour left");

    private final StallTimer stallTimer = new StallTimer(Duration.ofMinutes(5), Duration.ofSeconds(30));
    private Instant now = Instant.EPOCH;
    private RowWait rowWait = RowWait.NONE;

    @Test
    void aMinuteWithoutABlockIsAMinute() {
        look(Duration.ZERO, false, LagCause.NONE);
        for (int i = 0; i < 6; i++) {
            look(Duration.ofSeconds(10), false, LagCause.NONE);
        }

        assertThat(stallTimer.quiet()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aBlockEndsTheSilence() {
        look(Duration.ofSeconds(10), false, LagCause.NONE);
        look(Duration.ofSeconds(10), true, LagCause.NONE);

        assertThat(stallTimer.quiet()).isZero();
    }

    @Test
    void aClockThatIsSetAheadAndAMachineThatSleptMakeNoSilence() {
        look(Duration.ZERO, true, LagCause.NONE);
        look(Duration.ofDays(1), false, LagCause.NONE);

        assertThat(stallTimer.quiet()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aClockThatIsSetBackEndsNoSilence() {
        look(Duration.ZERO, true, LagCause.NONE);
        look(Duration.ofSeconds(20), false, LagCause.NONE);
        look(Duration.ofHours(-1), false, LagCause.NONE);
        look(Duration.ofSeconds(20), false, LagCause.NONE);

        assertThat(stallTimer.quiet()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whoFallsBehindForAWhileIsTooSlowUntilHeGainsForAsLong() {
        looks(31, FALLING);
        assertThat(stallTimer.tooSlow()).isFalse();
        looks(1, FALLING);
        assertThat(stallTimer.tooSlow()).isTrue();

        looks(29, GAINING);
        assertThat(stallTimer.tooSlow()).isTrue();
        looks(2, GAINING);
        assertThat(stallTimer.tooSlow()).isFalse();
    }

    @Test
    void whereNoBlockComesAtAllNoneComeTooSlowly() {
        look(Duration.ZERO, true, FALLING);
        for (int i = 0; i < 100; i++) {
            look(Duration.ofSeconds(10), false, FALLING);
        }

        assertThat(stallTimer.tooSlow()).isFalse();
        assertThat(stallTimer.quiet()).isEqualTo(Duration.ofSeconds(1000));
    }

    @Test
    void whoIsTooSlowIsNotWellAgainBecauseNothingComes() {
        looks(32, FALLING);
        for (int i = 0; i < 100; i++) {
            look(Duration.ofSeconds(10), false, FALLING);
        }

        assertThat(stallTimer.tooSlow()).isTrue();
    }

    @Test
    void whoKeepsUpAgainIsNotTooSlow() {
        looks(40, FALLING);
        looks(1, LagCause.NONE);

        assertThat(stallTimer.tooSlow()).isFalse();
    }

    @Test
    void rowsWaitOnceTheyHaveDoneSoForAWhile() {
        rowWait = new RowWait(Instant.EPOCH, "v.db is locked");
        looks(30, LagCause.NONE);
        assertThat(stallTimer.rowsWait()).isFalse();
        looks(2, LagCause.NONE);
        assertThat(stallTimer.rowsWait()).isTrue();

        rowWait = RowWait.NONE;
        looks(1, LagCause.NONE);
        assertThat(stallTimer.rowsWait()).isFalse();
    }

    /** Blocks come, though too few. */
    private void looks(int times, LagCause lagCause) {
        for (int i = 0; i < times; i++) {
            look(Duration.ofSeconds(10), true, lagCause);
        }
    }

    private void look(Duration after, boolean stored, LagCause lagCause) {
        now = now.plus(after);
        stallTimer.look(now, stored, lagCause, rowWait);
    }
}

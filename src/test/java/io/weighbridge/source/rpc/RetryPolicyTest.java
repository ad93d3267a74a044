package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(2), 0.5, 3, 2);

    @Test
    void delaysDoubleUpToTheLongest() {
        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(failed -> POLICY.delay(failed, 0).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
    }

    @Test
    void chanceShortensADelayByItsJitterAtMost() {
        assertThat(POLICY.delay(1, 1)).isEqualTo(Duration.ofMillis(50));
        assertThat(POLICY.delay(1, 0.5)).isEqualTo(Duration.ofMillis(75));
    }

    @Test
    void manyFailuresDoNotOverflow() {
        assertThat(POLICY.delay(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofSeconds(2));
        var slow = new RetryPolicy(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(100_000), 0, 1, 1);
        assertThat(slow.delay(63, 0)).isEqualTo(Duration.ofDays(100_000));
    }

    @Test
    void refusesNonsense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new RetryPolicy(second, second, Duration.ZERO, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(second, second, second, 1.5, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(second, second, second, Double.NaN, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(second, second, second, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

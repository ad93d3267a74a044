package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.cli.settings.ConfigException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "30d, 2026-03-01T12:00:00Z",
        "12h, 2026-03-31T00:00:00Z",
        "1.5m, 2026-03-31T11:58:30Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00:00+02:00, 2026-01-31T08:00:00Z",
        "2026-01-31T10:00, 2026-01-31T10:00:00Z",
        "2026-01-31 10:00:01, 2026-01-31T10:00:01Z"
    })
    void aTimeIsAnAgeADayOrAMoment(String text, Instant time) {
        assertThat(Times.parse("since", text, CLOCK)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "-1d", "1w", "2026-13-01", "2026-01-31 10", "99999999999d"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse("since", text, CLOCK))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cannot use since '" + text + "' (flag --since): expected an age");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 0.3 s",
        "PT9.94S, 9.9 s",
        "PT59S, 59 s",
        "PT4M20S, 4 min 20 s",
        "PT2H5M, 2 h 5 min",
        "PT76H, 3 d 4 h"
    })
    void aDurationIsToldInTwoUnits(Duration duration, String text) {
        assertThat(Times.text(duration)).isEqualTo(text);
    }

    @Test
    void aDurationNeedsAUnit() {
        assertThat(Times.duration("for", "250ms")).isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> Times.duration("for", "30"))
                .hasMessage("cannot use for '30' (flag --for): expected a number and ms, s, m, h or d, such as 30s");
    }
}

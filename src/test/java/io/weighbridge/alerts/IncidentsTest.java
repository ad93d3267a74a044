package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final LastingFault OVERDUE =
            new LastingFault(AlertKind.OVERDUE, "30 5G", "No weights.", "Weights again.");
    private static final LastingFault ROW =
            new LastingFault(AlertKind.DISAGREEMENT, "row 1", "Row 1 lies.", "Row 1 agrees.");
    private static final OneTimeFault FAILURE =
            new OneTimeFault(AlertKind.FAILED_SET, "too fast", "Block 7: too fast.");

    private final Incidents incidents = new Incidents(Duration.ofHours(6), Map.of());

    @Test
    void whatLastsIsToldOnce() {
        assertThat(next(List.of(OVERDUE), List.of(), NOON))
                .containsExactly(new Alert(AlertKind.OVERDUE, NOON, List.of("No weights.")));
        assertThat(next(List.of(OVERDUE), List.of(), NOON.plusSeconds(10))).isEmpty();
    }

    @Test
    void whatLastsLongIsToldAgain() {
        next(List.of(OVERDUE), List.of(), NOON);

        assertThat(lines(next(List.of(OVERDUE), List.of(), NOON.plus(Duration.ofHours(6)))))
                .containsExactly("Still: No weights.");
        assertThat(next(List.of(OVERDUE), List.of(), NOON.plus(Duration.ofHours(7))))
                .isEmpty();
    }

    @Test
    void whatIsOverIsToldOnceToo() {
        next(List.of(OVERDUE, ROW), List.of(), NOON);

        assertThat(next(List.of(ROW), List.of(), NOON.plusSeconds(10)))
                .containsExactly(new Alert(AlertKind.RECOVERED, NOON.plusSeconds(10), List.of("Weights again.")));
        assertThat(next(List.of(ROW), List.of(), NOON.plusSeconds(20))).isEmpty();
    }

    @Test
    void whatComesBackIsTold() {
        next(List.of(OVERDUE), List.of(), NOON);
        next(List.of(), List.of(), NOON.plusSeconds(10));

        assertThat(lines(next(List.of(OVERDUE), List.of(), NOON.plusSeconds(20))))
                .containsExactly("No weights.");
    }

    @Test
    void manyOfAKindAreOneAlert() {
        var other = new LastingFault(AlertKind.DISAGREEMENT, "row 2", "Row 2 lies.", "Row 2 agrees.");

        assertThat(next(List.of(ROW, other), List.of(), NOON))
                .containsExactly(new Alert(AlertKind.DISAGREEMENT, NOON, List.of("Row 1 lies.", "Row 2 lies.")));
    }

    @Test
    void aFailureThatComesAgainIsCountedUntilItIsTimeToTell() {
        assertThat(lines(next(List.of(), List.of(FAILURE), NOON))).containsExactly("Block 7: too fast.");
        assertThat(next(List.of(), List.of(FAILURE, FAILURE), NOON.plusSeconds(60)))
                .isEmpty();

        assertThat(lines(next(List.of(), List.of(FAILURE), NOON.plus(Duration.ofHours(6)))))
                .containsExactly("Block 7: too fast. So did 2 before it, since " + NOON + ".");
    }

    @Test
    void failuresOfOtherKindsAreToldApart() {
        next(List.of(), List.of(FAILURE), NOON);
        var other = new OneTimeFault(AlertKind.FAILED_SET, "no stake", "Block 8: no stake.");

        assertThat(lines(next(List.of(), List.of(other), NOON.plusSeconds(1)))).containsExactly("Block 8: no stake.");
    }

    @Test
    void whatNobodyCouldLookIntoIsNotOver() {
        next(List.of(OVERDUE, ROW), List.of(), NOON);

        assertThat(lines(incidents.next(
                        List.of(), List.of(), NOON.plusSeconds(10), lastingFault -> !lastingFault.equals(ROW))))
                .containsExactly("Weights again.");
        assertThat(lines(next(List.of(), List.of(), NOON.plusSeconds(20)))).containsExactly("Row 1 agrees.");
    }

    private List<Alert> next(List<LastingFault> lastingFaults, List<OneTimeFault> oneTimeFaults, Instant now) {
        return incidents.next(lastingFaults, oneTimeFaults, now, lastingFault -> true);
    }

    private static List<String> lines(List<Alert> alerts) {
        return alerts.stream().flatMap(alert -> alert.lines().stream()).toList();
    }
}

package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.ingest.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TestScheduler time = new TestScheduler();
    private final List<String> said = new ArrayList<>();
    private final ProgressDisplay display =
            ProgressDisplay.lines(new PrintStream(err, true, StandardCharsets.UTF_8), said::add, time);

    @Test
    void everyTenSecondsThereIsALine() throws IOException {
        display.requestEnded("ws://a:1", "chain_getBlock", "ok", Duration.ofMillis(1));
        display.backfilled(new Progress(250, 1000, 3, 1, Duration.ofSeconds(5)));
        time.advanceTimeBy(10, TimeUnit.SECONDS);

        JsonNode line = new ObjectMapper().readTree(text());
        assertThat(line)
                .hasToString("{\"progress\":\"backfill\",\"done\":250,\"total\":1000,\"ratio\":0.25,"
                        + "\"blocks_per_second\":50.0,\"requests\":1,\"facts\":3,\"parked\":1,\"eta_seconds\":15}");
        time.advanceTimeBy(20, TimeUnit.SECONDS);
        assertThat(text().lines()).hasSize(3);
    }

    @Test
    void howLongItTakesIsUnknownBeforeTheFirstBlockIsDone() throws IOException {
        display.backfilled(new Progress(0, 1000, 0, 0, Duration.ofSeconds(5)));
        time.advanceTimeBy(10, TimeUnit.SECONDS);

        assertThat(new ObjectMapper().readTree(text()).get("eta_seconds").isNull())
                .isTrue();
    }

    @Test
    void anEndpointThatRefusesEverythingIsToldOfAfterSomeSecondsAndOnceAMinute() {
        for (int second = 0; second <= 70; second++) {
            display.requestEnded("ws://a:1", "chain_getBlock", "throttled", Duration.ofMillis(1));
            time.advanceTimeBy(1, TimeUnit.SECONDS);
            assertThat(said).hasSize(second < 3 ? 0 : second < 63 ? 1 : 2);
        }
        assertThat(said.get(0)).startsWith("ws://a:1 refuses requests as too many, 4 one after the other; it is tried");

        display.requestEnded("ws://a:1", "chain_getBlock", "ok", Duration.ofMillis(1));
        display.requestEnded("ws://a:1", "chain_getBlock", "ok", Duration.ofMillis(1));
        assertThat(said).hasSize(3).last().isEqualTo("ws://a:1 answers again");
    }

    @Test
    void whoAnswersBetweenRefusalsIsNotToldOf() {
        for (int second = 0; second <= 70; second++) {
            display.requestEnded("ws://a:1", "chain_getBlock", "throttled", Duration.ofMillis(1));
            display.requestEnded("ws://b:1", "chain_getBlock", "timeout", Duration.ofMillis(1));
            time.advanceTimeBy(1, TimeUnit.SECONDS);
            display.requestEnded("ws://a:1", "chain_getBlock", "ok", Duration.ofMillis(1));
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aShortBackfillSaysNothing() {
        display.backfilled(new Progress(250, 1000, 3, 1, Duration.ofSeconds(5)));
        time.advanceTimeBy(9, TimeUnit.SECONDS);

        assertThat(text()).isEmpty();
    }

    @Test
    void beforeThePlanIsKnownThereIsNothingToSay() {
        time.advanceTimeBy(10, TimeUnit.SECONDS);

        assertThat(text()).isEmpty();
    }

    @Test
    void nothingIsSaidAfterTheEnd() {
        display.backfilled(new Progress(250, 1000, 3, 1, Duration.ofSeconds(5)));
        display.close();
        time.advanceTimeBy(10, TimeUnit.SECONDS);

        assertThat(text()).isEmpty();
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package io.weighbridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.testing.StillClock;
import io.weighbridge.watch.LagCause.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagMonitorTest {

    private static final String NODE = "ws://node:1";
    private static final Path STORE = Path.of("/var/lib/weighbridge.db");

    private final StillClock clock = new StillClock(Instant.EPOCH);
    private Duration processor = Duration.ZERO;
    private final LagMonitor lagMonitor = new LagMonitor(STORE, () -> processor, clock);

    @Test
    void whoKeepsUpIsHeldUpByNothing() {
        reachable();
        head(1000);
        stored(901, 990);

        assertThat(lagMonitor.lagCause()).isEqualTo(LagCause.NONE);
        assertThat(lagMonitor.lag()).isEqualTo(10);
    }

    @Test
    void aYoungRunIsHeldUpByNothing() {
        assertThat(lagMonitor.lagCause()).isEqualTo(LagCause.NONE);
    }

    @Test
    void aStoreThatIsOutOfServiceIsToldAtOnceUntilItIsBack() {
        reachable();
        head(1000);
        stored(901, 1000);
        lagMonitor.unavailable(Path.of("/elsewhere.db"), "that disk is full");
        assertThat(lagMonitor.lagCause()).isEqualTo(LagCause.NONE);
        lagMonitor.unavailable(STORE, "the disk is full");
        clock.pass(Duration.ofSeconds(5));
        lagMonitor.unavailable(STORE, "the disk is still full");

        assertThat(lagMonitor.lagCause())
                .isEqualTo(new LagCause(
                        Kind.STORE_UNAVAILABLE,
                        false,
                        "nothing has been stored for 5 s, and it is tried again: the disk is still full"));
        lagMonitor.available(STORE);
        assertThat(lagMonitor.lagCause()).isEqualTo(LagCause.NONE);
    }

    @Test
    void withoutAnEndpointNothingGoesOn() {
        lagMonitor.endpointState(NODE, false, NODE + ": connection refused");
        clock.pass(Duration.ofSeconds(61));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.NO_ENDPOINT);
        assertThat(lagMonitor.lagCause().reason())
                .isEqualTo("no endpoint can be used: " + NODE + ": connection refused");
    }

    @Test
    void oneEndpointOfTwoIsEnough() {
        lagMonitor.endpointState("ws://other:1", false, "");
        reachable();
        head(1000);

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void aHeadThatStaysTheSameIsSilence() {
        reachable();
        head(1000);
        stored(901, 1000);
        clock.pass(Duration.ofSeconds(75));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.SILENT_HEAD);
        assertThat(lagMonitor.lagCause().reason()).contains("the newest is 1000, heard of 75 s ago");
        assertThat(lagMonitor.lagCause().gains()).isFalse();
    }

    @Test
    void aHeadThatNeverCameIsSilence() {
        reachable();
        clock.pass(Duration.ofSeconds(61));

        assertThat(lagMonitor.lagCause().reason()).contains("no block was told of in 61 s");
    }

    @Test
    void aLockedStoreIsNamedWhileItIsLocked() {
        reachable();
        head(1000);
        lagMonitor.busy(STORE);
        clock.pass(Duration.ofSeconds(30));
        lagMonitor.busy(STORE);

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.STORE_LOCKED);
        assertThat(lagMonitor.lagCause().reason()).startsWith(STORE + " has been locked by another program for 30 s");

        lagMonitor.committed(STORE, Duration.ofMillis(2));
        assertThat(lagMonitor.lagCause().kind()).isNotEqualTo(Kind.STORE_LOCKED);
    }

    @Test
    void aLockedFileOfTheValidatorHoldsUpRowsAndNoBlocks() {
        reachable();
        head(1000);
        lagMonitor.busy(Path.of("/var/lib/validator.db"));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void aDiskThatTakesMostOfTheTimeIsSlow() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(20));
        lagMonitor.committed(STORE, Duration.ofSeconds(11));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.STORE_SLOW);
        assertThat(lagMonitor.lagCause().reason()).contains("took 11 s of the last 20 s");
    }

    @Test
    void aRefusalIsALimit() {
        reachable();
        head(1000);
        asked("ok", 8, Duration.ofMillis(20));
        asked("throttled", 1, Duration.ofMillis(20));
        stored(1, 3);

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(lagMonitor.lagCause().reason())
                .contains(NODE + " allows few requests, and a block takes 3.0; give another");
    }

    @Test
    void aLimitThatIsUsedUpIsNamedWithoutARefusal() {
        reachable();
        lagMonitor.endpointBudget(NODE, 100);
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        asked("ok", 36, Duration.ofMillis(20));

        assertThat(lagMonitor.lagCause().reason()).contains("allows about 100 requests a minute");
    }

    @Test
    void aLimitThatIsHardlyUsedIsNotTheCause() {
        reachable();
        lagMonitor.endpointBudget(NODE, 100);
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        asked("ok", 34, Duration.ofMillis(20));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void requestsThatFailAreNamedWithTheirFault() {
        reachable();
        head(1000);
        asked("ok", 7, Duration.ofMillis(20));
        asked("timeout", 2, Duration.ofSeconds(30));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.ENDPOINT_FAULTS);
        assertThat(lagMonitor.lagCause().reason()).contains(NODE + " did not answer 2 of 9 requests (timeout)");
    }

    @Test
    void lateAnswersAreNamed() {
        reachable();
        head(1000);
        asked("ok", 10, Duration.ofMillis(2100));

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.ENDPOINT_SLOW);
        assertThat(lagMonitor.lagCause().reason()).contains(NODE + " takes 2.1 s for an answer");
    }

    @Test
    void aProcessorThatIsUsedUpIsNamed() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(20));
        processor = Duration.ofSeconds(18);

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.PROCESSOR);
        assertThat(lagMonitor.lagCause().reason()).contains("90 % of a processor");
    }

    @Test
    void thePaceTellsWhenItIsDone() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        head(1005);
        stored(1, 405);

        assertThat(lagMonitor.lagCause().gains()).isTrue();
        assertThat(lagMonitor.lagCause().reason())
                .isEqualTo("810 blocks a minute are stored, 10 come: about 45 s left. Endpoints, disk and"
                        + " processor have time left");
    }

    @Test
    void whoStoresLessThanComesFallsBehind() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        head(1005);
        stored(1, 4);

        assertThat(lagMonitor.lagCause().gains()).isFalse();
        assertThat(lagMonitor.lagCause().reason())
                .contains("8 blocks a minute are stored, 10 come: it falls further behind");
    }

    @Test
    void whatWasMoreThanAMinuteAgoIsForgotten() {
        reachable();
        head(1000);
        asked("throttled", 5, Duration.ofMillis(20));
        for (int minute = 0; minute < 8; minute++) {
            clock.pass(Duration.ofSeconds(10));
            head(1001 + minute);
        }

        assertThat(lagMonitor.lagCause().kind()).isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void whatAnEarlierRunVerifiedCounts() {
        lagMonitor.startedAt(995);
        reachable();
        head(1000);

        assertThat(lagMonitor.lagCause()).isEqualTo(LagCause.NONE);
    }

    private void reachable() {
        lagMonitor.endpointState(NODE, true, "");
    }

    private void head(long number) {
        lagMonitor.finalizedHead(new BlockRef(number, Hash.ZERO));
    }

    private void stored(long first, long last) {
        lagMonitor.stored(Lane.FOLLOW, new BlockRange(first, last), List.of());
    }

    private void asked(String result, int times, Duration took) {
        for (int time = 0; time < times; time++) {
            lagMonitor.requestEnded(NODE, "chain_getBlock", result, took);
        }
    }
}

package io.weighbridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.testing.StillClock;
import io.weighbridge.watch.Drag.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadwayTest {

    private static final String NODE = "ws://node:1";
    private static final Path STORE = Path.of("/var/lib/weighbridge.db");

    private final StillClock clock = new StillClock(Instant.EPOCH);
    private Duration processor = Duration.ZERO;
    private final Headway headway = new Headway(STORE, () -> processor, clock);

    @Test
    void whoKeepsUpIsHeldUpByNothing() {
        reachable();
        head(1000);
        stored(901, 990);

        assertThat(headway.drag()).isEqualTo(Drag.NONE);
        assertThat(headway.lag()).isEqualTo(10);
    }

    @Test
    void aYoungRunIsHeldUpByNothing() {
        assertThat(headway.drag()).isEqualTo(Drag.NONE);
    }

    @Test
    void aStoreThatIsOutOfServiceIsToldAtOnceUntilItIsBack() {
        reachable();
        head(1000);
        stored(901, 1000);
        headway.unavailable(Path.of("/elsewhere.db"), "that disk is full");
        assertThat(headway.drag()).isEqualTo(Drag.NONE);
        headway.unavailable(STORE, "the disk is full");
        clock.pass(Duration.ofSeconds(5));
        headway.unavailable(STORE, "the disk is still full");

        assertThat(headway.drag())
                .isEqualTo(new Drag(
                        Cause.STORE_UNAVAILABLE,
                        false,
                        "nothing has been stored for 5 s, and it is tried again: the disk is still full"));
        headway.available(STORE);
        assertThat(headway.drag()).isEqualTo(Drag.NONE);
    }

    @Test
    void withoutAnEndpointNothingGoesOn() {
        headway.endpointState(NODE, false, NODE + ": connection refused");
        clock.pass(Duration.ofSeconds(61));

        assertThat(headway.drag().cause()).isEqualTo(Cause.NO_ENDPOINT);
        assertThat(headway.drag().reason()).isEqualTo("no endpoint can be used: " + NODE + ": connection refused");
    }

    @Test
    void oneEndpointOfTwoIsEnough() {
        headway.endpointState("ws://other:1", false, "");
        reachable();
        head(1000);

        assertThat(headway.drag().cause()).isEqualTo(Cause.CATCHING_UP);
    }

    @Test
    void aHeadThatStaysTheSameIsSilence() {
        reachable();
        head(1000);
        stored(901, 1000);
        clock.pass(Duration.ofSeconds(75));

        assertThat(headway.drag().cause()).isEqualTo(Cause.SILENT_HEAD);
        assertThat(headway.drag().reason()).contains("the newest is 1000, heard of 75 s ago");
        assertThat(headway.drag().gains()).isFalse();
    }

    @Test
    void aHeadThatNeverCameIsSilence() {
        reachable();
        clock.pass(Duration.ofSeconds(61));

        assertThat(headway.drag().reason()).contains("no block was told of in 61 s");
    }

    @Test
    void aLockedStoreIsNamedWhileItIsLocked() {
        reachable();
        head(1000);
        headway.busy(STORE);
        clock.pass(Duration.ofSeconds(30));
        headway.busy(STORE);

        assertThat(headway.drag().cause()).isEqualTo(Cause.STORE_LOCKED);
        assertThat(headway.drag().reason()).startsWith(STORE + " has been locked by another program for 30 s");

        headway.committed(STORE, Duration.ofMillis(2));
        assertThat(headway.drag().cause()).isNotEqualTo(Cause.STORE_LOCKED);
    }

    @Test
    void aLockedFileOfTheValidatorHoldsUpRowsAndNoBlocks() {
        reachable();
        head(1000);
        headway.busy(Path.of("/var/lib/validator.db"));

        assertThat(headway.drag().cause()).isEqualTo(Cause.CATCHING_UP);
    }

    @Test
    void aDiskThatTakesMostOfTheTimeIsSlow() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(20));
        headway.committed(STORE, Duration.ofSeconds(11));

        assertThat(headway.drag().cause()).isEqualTo(Cause.STORE_SLOW);
        assertThat(headway.drag().reason()).contains("took 11 s of the last 20 s");
    }

    @Test
    void aRefusalIsALimit() {
        reachable();
        head(1000);
        asked("ok", 8, Duration.ofMillis(20));
        asked("throttled", 1, Duration.ofMillis(20));
        stored(1, 3);

        assertThat(headway.drag().cause()).isEqualTo(Cause.RATE_LIMIT);
        assertThat(headway.drag().reason())
                .contains(NODE + " allows few requests, and a block takes 3.0; give another");
    }

    @Test
    void aLimitThatIsUsedUpIsNamedWithoutARefusal() {
        reachable();
        headway.endpointBudget(NODE, 100);
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        asked("ok", 36, Duration.ofMillis(20));

        assertThat(headway.drag().reason()).contains("allows about 100 requests a minute");
    }

    @Test
    void aLimitThatIsHardlyUsedIsNotTheCause() {
        reachable();
        headway.endpointBudget(NODE, 100);
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        asked("ok", 34, Duration.ofMillis(20));

        assertThat(headway.drag().cause()).isEqualTo(Cause.CATCHING_UP);
    }

    @Test
    void requestsThatFailAreNamedWithTheirFault() {
        reachable();
        head(1000);
        asked("ok", 7, Duration.ofMillis(20));
        asked("timeout", 2, Duration.ofSeconds(30));

        assertThat(headway.drag().cause()).isEqualTo(Cause.ENDPOINT_FAULTS);
        assertThat(headway.drag().reason()).contains(NODE + " did not answer 2 of 9 requests (timeout)");
    }

    @Test
    void lateAnswersAreNamed() {
        reachable();
        head(1000);
        asked("ok", 10, Duration.ofMillis(2100));

        assertThat(headway.drag().cause()).isEqualTo(Cause.ENDPOINT_SLOW);
        assertThat(headway.drag().reason()).contains(NODE + " takes 2.1 s for an answer");
    }

    @Test
    void aProcessorThatIsUsedUpIsNamed() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(20));
        processor = Duration.ofSeconds(18);

        assertThat(headway.drag().cause()).isEqualTo(Cause.PROCESSOR);
        assertThat(headway.drag().reason()).contains("90 % of a processor");
    }

    @Test
    void thePaceTellsWhenItIsDone() {
        reachable();
        head(1000);
        clock.pass(Duration.ofSeconds(30));
        head(1005);
        stored(1, 405);

        assertThat(headway.drag().gains()).isTrue();
        assertThat(headway.drag().reason())
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

        assertThat(headway.drag().gains()).isFalse();
        assertThat(headway.drag().reason()).contains("8 blocks a minute are stored, 10 come: it falls further behind");
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

        assertThat(headway.drag().cause()).isEqualTo(Cause.CATCHING_UP);
    }

    @Test
    void whatAnEarlierRunVerifiedCounts() {
        headway.startedAt(995);
        reachable();
        head(1000);

        assertThat(headway.drag()).isEqualTo(Drag.NONE);
    }

    private void reachable() {
        headway.endpointState(NODE, true, "");
    }

    private void head(long number) {
        headway.finalizedHead(new BlockRef(number, Hash.ZERO));
    }

    private void stored(long first, long last) {
        headway.stored(Lane.FOLLOW, new BlockRange(first, last), List.of());
    }

    private void asked(String result, int times, Duration took) {
        for (int time = 0; time < times; time++) {
            headway.requestEnded(NODE, "chain_getBlock", result, took);
        }
    }
}

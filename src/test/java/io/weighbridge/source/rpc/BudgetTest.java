package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a budget learns of servers that limit requests in different ways; time is reckoned, not waited for. */
class BudgetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(50);

    private final AtomicLong now = new AtomicLong();
    private final Budget unknown = Budget.unknown(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void refuse(Budget budget, int times) {
        for (int time = 0; time < times; time++) {
            budget.refused(budget.spend(), Duration.ZERO);
        }
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of("any minute", LimitedServer.slidingWindow(100, MINUTE, false), 100),
                Arguments.of("any minute, refused count", LimitedServer.slidingWindow(100, MINUTE, true), 100),
                Arguments.of(
                        "any minute, one taken before",
                        LimitedServer.slidingWindow(100, MINUTE, false).usedBefore(1, Duration.ofSeconds(30)),
                        100),
                Arguments.of("each full minute", LimitedServer.fixedWindow(100, MINUTE, MINUTE), 100),
                Arguments.of("from mid-minute", LimitedServer.fixedWindow(100, MINUTE, Duration.ofSeconds(20)), 100),
                Arguments.of("ten in six seconds", LimitedServer.fixedWindow(10, SECOND.multipliedBy(6), SECOND), 100),
                Arguments.of("bucket of a hundred", LimitedServer.bucket(100, 100), 100),
                Arguments.of("bucket of ten", LimitedServer.bucket(10, 100), 100),
                Arguments.of("any second", LimitedServer.slidingWindow(500, SECOND, false), 30_000),
                Arguments.of("any second, refused count", LimitedServer.slidingWindow(500, SECOND, true), 30_000),
                Arguments.of("large bucket", LimitedServer.bucket(500, 30_000), 30_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void tenMinutesGetWithinFivePercentOfWhatTheServerAllows(String shape, LimitedServer server, int perMinute) {
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE.multipliedBy(10));
        assertThat(client.answered()).isGreaterThanOrEqualTo((long) (0.95 * 10 * perMinute));
        assertThat(client.budget().perMinute()).isCloseTo(perMinute, within(0.4 * perMinute));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void fewRequestsAreSentInVain(String shape, LimitedServer server, int perMinute) {
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE.multipliedBy(10));
        long before = client.refused();
        client.ask(server, MINUTE.multipliedBy(10));
        assertThat((double) (client.refused() - before) / (10 * perMinute)).isLessThan(0.4);
    }

    @Test
    void refusalsByChanceCostNoMoreThanTheirShare() {
        LimitedServer server = LimitedServer.bucket(1e9, 1e9).refusingByChance(0.03);
        GreedyClient undisturbed = new GreedyClient(LATENCY).ask(LimitedServer.bucket(1e9, 1e9), MINUTE);
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE);
        assertThat((double) client.answered() / undisturbed.answered()).isGreaterThan(0.96);
        assertThat(client.budget().perMinute()).isInfinite();
    }

    @Test
    void refusalsByChanceDoNotHideALimit() {
        LimitedServer server = LimitedServer.slidingWindow(100, MINUTE, false).refusingByChance(0.03);
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE.multipliedBy(10));
        assertThat(client.answered()).isGreaterThanOrEqualTo(950);
    }

    @Test
    void whatOthersTookInTheFirstMinuteIsMadeUpFor() {
        LimitedServer server = LimitedServer.slidingWindow(100, MINUTE, false).usedBefore(70, Duration.ofSeconds(10));
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE.multipliedBy(15));
        assertThat(client.budget().perMinute()).isGreaterThan(90);
    }

    @Test
    void aLimitThatFallsIsLearned() {
        GreedyClient client = new GreedyClient(LATENCY)
                .ask(LimitedServer.slidingWindow(600, MINUTE, false), MINUTE.multipliedBy(5))
                .ask(LimitedServer.slidingWindow(100, MINUTE, false), MINUTE.multipliedBy(5));
        assertThat(client.budget().perMinute()).isCloseTo(100, within(20.0));
    }

    @Test
    void aLimitThatRisesIsLearned() {
        GreedyClient client =
                new GreedyClient(LATENCY).ask(LimitedServer.slidingWindow(100, MINUTE, false), MINUTE.multipliedBy(5));
        client.ask(LimitedServer.bucket(1e9, 1e9), Duration.ofHours(1));
        assertThat(client.budget().perMinute()).isGreaterThan(200);
    }

    @Test
    void oneRefusalCostsTheBudgetNothing() {
        refuse(unknown, 1);
        assertThat(unknown.untilReady()).isZero();
        assertThat(unknown.perMinute()).isInfinite();
    }

    @Test
    void refusalsInARowLetOnlyOneProbeOutAtATime() {
        refuse(unknown, Budget.ROW);
        assertThat(unknown.blocked()).isTrue();
        pass(unknown.untilReady());
        assertThat(unknown.untilReady()).isZero();
        Budget.Permit probe = unknown.spend();
        assertThat(unknown.untilReady()).isPositive();
        unknown.answered(probe);
        assertThat(unknown.blocked()).isFalse();
        assertThat(unknown.untilReady()).isZero();
    }

    @Test
    void aProbeThatNobodyAnsweredMakesRoomForTheNext() {
        refuse(unknown, Budget.ROW);
        pass(unknown.untilReady());
        unknown.lost(unknown.spend());
        assertThat(unknown.untilReady()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void answersToWhatWasSentBeforeTheWallDoNotEndIt() {
        Budget.Permit early = unknown.spend();
        refuse(unknown, Budget.ROW);
        unknown.answered(early);
        assertThat(unknown.blocked()).isTrue();
    }

    @Test
    void theServersOwnWordForHowLongToWaitIsKept() {
        unknown.refused(unknown.spend(), Duration.ofSeconds(37));
        assertThat(unknown.untilReady()).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void aServerCannotAskToBeLeftAloneForEver() {
        unknown.refused(unknown.spend(), Duration.ofDays(400));
        assertThat(unknown.untilReady()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aKnownLimitIsKeptFromTheBeginningAndNeverPassed() {
        Budget known = Budget.ofAtMost(60, now::get);
        int sent = 0;
        for (long end = now.get() + Duration.ofHours(1).toNanos(); now.get() < end; pass(known.untilReady())) {
            known.answered(known.spend());
            sent++;
        }
        assertThat(sent).isBetween(3600, 3610);
        assertThat(known.perMinute()).isEqualTo(60);
    }
}

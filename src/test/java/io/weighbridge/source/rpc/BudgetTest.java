package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a budget learns of servers that limit requests in different ways; time is reckoned, not waited for. */
class BudgetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
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

    @Test
    void refusalsByChanceCostNoMoreThanTheirShare() {
        LimitedServer server = LimitedServer.bucket(1e9, 1e9).refusingByChance(0.03);
        GreedyClient undisturbed = new GreedyClient(LATENCY).ask(LimitedServer.bucket(1e9, 1e9), MINUTE);
        GreedyClient client = new GreedyClient(LATENCY).ask(server, MINUTE);
        assertThat((double) client.answered() / undisturbed.answered()).isGreaterThan(0.95);
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
        refuse(unknown, ChanceRefusals.ROW);
        assertThat(unknown.blocked()).isTrue();
        pass(unknown.untilReady());
        assertThat(unknown.untilReady()).isZero();
        Budget.Permit probe = unknown.spend();
        assertThat(unknown.untilReady()).isPositive();
        unknown.answered(probe);
        assertThat(unknown.blocked()).isFalse();
    }

    @Test
    void aProbeThatNobodyAnsweredMakesRoomForTheNext() {
        refuse(unknown, ChanceRefusals.ROW);
        pass(unknown.untilReady());
        unknown.lost(unknown.spend());
        assertThat(unknown.untilReady()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void answersToWhatWasSentBeforeTheWallDoNotEndIt() {
        Budget.Permit early = unknown.spend();
        refuse(unknown, ChanceRefusals.ROW);
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
        assertThat(sent).isBetween(3500, 3600);
        assertThat(known.perMinute()).isEqualTo(60);
    }
}

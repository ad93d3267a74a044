package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.alerts.AlertRules.Situation;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.WeightFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

    private static final Duration SOON = Duration.ofSeconds(12);

    @Test
    void nothingIsWrongWhereAllIsWell() {
        assertThat(lastingFaults(new Situation(
                        List.of(sinceLastSet(1080, 360)), SOON, "", LagCause.NONE, RowWait.NONE, List.of(), Map.of())))
                .isEmpty();
    }

    @Test
    void moreThanThreeTemposWithoutASetAreOverdue() {
        List<LastingFault> lastingFaults = lastingFaults(new Situation(
                List.of(sinceLastSet(1081, 360)), SOON, "", LagCause.NONE, RowWait.NONE, List.of(), Map.of()));

        assertThat(lastingFaults).singleElement().satisfies(lastingFault -> {
            assertThat(lastingFault.kind()).isEqualTo(AlertKind.OVERDUE);
            assertThat(lastingFault.said()).startsWith("No weights for 1081 blocks (3.0 tempos), netuid 30, hotkey 5");
        });
    }

    @Test
    void nobodyIsOverdueBeforeTheTempoIsKnown() {
        assertThat(lastingFaults(new Situation(
                        List.of(sinceLastSet(1_000_000, SinceLastSet.UNKNOWN)),
                        SOON,
                        "",
                        LagCause.NONE,
                        RowWait.NONE,
                        List.of(),
                        Map.of())))
                .isEmpty();
    }

    @Test
    void noBlockForFiveMinutesIsStuck() {
        List<LastingFault> lastingFaults = lastingFaults(new Situation(
                List.of(),
                Duration.ofMinutes(7),
                "head 12, verified up to 9",
                LagCause.NONE,
                RowWait.NONE,
                List.of(),
                Map.of()));

        assertThat(lastingFaults)
                .extracting(LastingFault::said)
                .containsExactly("No block was stored for 7 minutes: head 12, verified up to 9.");
    }

    @Test
    void aShortWhileIsToldInSeconds() {
        var options = new AlertOptions(List.of(), 3, Duration.ofSeconds(10), Duration.ofHours(6));
        var situation = new Situation(
                List.of(), Duration.ofSeconds(13), "head 9", LagCause.NONE, RowWait.NONE, List.of(), Map.of());

        assertThat(AlertRules.lastingFaults(situation, options))
                .extracting(LastingFault::said)
                .containsExactly("No block was stored for 13 seconds: head 9.");
    }

    @Test
    void blocksThatComeFasterThanTheyAreStoredAreStuckWithTheCause() {
        var slow = new LagCause(LagCause.Kind.RATE_LIMIT, false, "2 blocks a minute are stored, 5 come");

        assertThat(lastingFaults(new Situation(List.of(), SOON, "", slow, RowWait.NONE, List.of(), Map.of())))
                .extracting(LastingFault::kind, LastingFault::said)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        AlertKind.STUCK,
                        "Blocks are stored more slowly than they come: 2 blocks a minute are stored, 5 come."));
    }

    @Test
    void rowsThatWaitAreStuckWithTheReason() {
        var wait = new RowWait(java.time.Instant.EPOCH, "v.db is locked by process 812");
        var situation = new Situation(List.of(), SOON, "", LagCause.NONE, wait, List.of(), Map.of());

        assertThat(lastingFaults(situation)).singleElement().satisfies(lastingFault -> {
            assertThat(lastingFault.kind()).isEqualTo(AlertKind.STUCK);
            assertThat(lastingFault.said())
                    .isEqualTo("Rows of weight_transactions wait, while facts go on: v.db is locked by process 812.");
            assertThat(AlertRules.lookedInto(lastingFault, true, false))
                    .as("before rows were looked at")
                    .isFalse();
            assertThat(AlertRules.lookedInto(lastingFault, false, true)).isTrue();
        });
    }

    @Test
    void aParkedBlockIsToldWithItsReason() {
        var parked = new ParkedBlock(77, "no metadata", 3, FactSamples.set(1).timestamp());

        assertThat(lastingFaults(
                        new Situation(List.of(), SOON, "", LagCause.NONE, RowWait.NONE, List.of(parked), Map.of())))
                .extracting(LastingFault::kind, LastingFault::said)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(AlertKind.STUCK, "Block 77 cannot be read: no metadata."));
    }

    @Test
    void onlyRowsThatSomebodyShouldLookIntoAreTold() {
        Map<Long, RowVerdict> rows =
                Map.of(1L, RowVerdict.PENDING, 2L, RowVerdict.ABSENT_ON_CHAIN, 3L, RowVerdict.NOT_SUBMITTED);

        assertThat(lastingFaults(new Situation(List.of(), SOON, "", LagCause.NONE, RowWait.NONE, List.of(), rows)))
                .extracting(LastingFault::key)
                .containsExactly("row 2");
    }

    @Test
    void aFailedSetIsToldWithReasonAndAdvice() {
        WeightFact fact = failed();

        assertThat(AlertRules.failure(fact, fact.timestamp().plusSeconds(20)))
                .get()
                .extracting(OneTimeFault::said)
                .asString()
                .contains("set in block 9, netuid 30, hotkey 5", "SubtensorModule.SettingWeightsTooFast. Wait until");
    }

    @Test
    void aFailureOfLongAgoIsNoNews() {
        WeightFact fact = failed();

        assertThat(AlertRules.failure(fact, fact.timestamp().plus(Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void aSuccessIsNoFailure() {
        WeightFact fact = FactSamples.set(9);

        assertThat(AlertRules.failure(fact, fact.timestamp())).isEmpty();
    }

    private static WeightFact failed() {
        return FactSamples.set(
                9,
                FactSamples.ALICE,
                FactSamples.SUBNET,
                new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "")));
    }

    @Test
    void nothingIsOverBeforeItCouldBeLookedInto() {
        var situation = new Situation(
                List.of(),
                Duration.ofMinutes(7),
                "",
                LagCause.NONE,
                RowWait.NONE,
                List.of(new ParkedBlock(7, "no answer", 1, FactSamples.set(1).timestamp())),
                Map.of(12L, RowVerdict.ABSENT_ON_CHAIN));

        assertThat(lastingFaults(situation).stream()
                        .map(lastingFault -> AlertRules.lookedInto(lastingFault, false, false)))
                .containsExactly(false, true, false);
        assertThat(lastingFaults(situation)).allMatch(lastingFault -> AlertRules.lookedInto(lastingFault, true, true));
    }

    private static List<LastingFault> lastingFaults(Situation situation) {
        return AlertRules.lastingFaults(situation, AlertOptions.DEFAULT);
    }

    private static SinceLastSet sinceLastSet(long blocks, int tempo) {
        return new SinceLastSet(
                FactSamples.ALICE, new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN), 5000, blocks, tempo);
    }
}

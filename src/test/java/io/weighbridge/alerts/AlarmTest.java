package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.reconcile.Reconciliation;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactSamples;
import io.weighbridge.testing.FakeReceiver;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LastSetTracker;
import io.weighbridge.watch.RowWait;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final Instant NOW = FactSamples.set(9).timestamp().plusSeconds(20);

    private final FakeReceiver receiver = new FakeReceiver();
    private final LastSetTracker lastSets =
            new LastSetTracker(new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE)), 1, 1);
    private final Alarm alarm = alarm(AlertNotes.NOTHING);

    @AfterEach
    void close() {
        alarm.close();
        receiver.close();
    }

    @Test
    void aFailedSetIsToldAndLaterFailuresOfItsKindAreNot() {
        alarm.start();
        alarm.stored(Lane.FOLLOW, new BlockRange(9, 9), List.of(failed(9)));
        awaitBodies("failed_set");

        alarm.stored(Lane.FOLLOW, new BlockRange(10, 10), List.of(failed(10)));
        overdue();

        awaitBodies("failed_set", "overdue");
    }

    @Test
    void aFailureThatABackfillFindsIsNoNews() {
        alarm.stored(Lane.BACKFILL, new BlockRange(9, 9), List.of(failed(9)));
        alarm.start();
        overdue();

        awaitBodies("overdue");
    }

    @Test
    void overdueWeightsAreToldAndThatTheyWereSetAgain() {
        alarm.start();
        overdue();
        awaitBodies("overdue");

        lastSets.set(FactSamples.ALICE, new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN), 400);

        awaitBodies("overdue", "recovered");
        assertThat(receiver.bodies().get(1)).contains("Weights were set again, netuid 30");
    }

    @Test
    void aRowThatDisagreesIsTold() {
        alarm.start();
        alarm.reconciled(judged(Map.of(12L, RowVerdict.ABSENT_ON_CHAIN)));

        awaitBodies("disagreement");
        assertThat(receiver.bodies().get(0)).contains("Row 12 of weight_transactions");
    }

    @Test
    void whatWasToldBeforeARestartIsNotOverBeforeAnybodyLooked() {
        var notes = new NotesInMemory();
        try (var before = alarm(notes)) {
            before.start();
            before.reconciled(judged(Map.of(12L, RowVerdict.ABSENT_ON_CHAIN)));
            awaitBodies("disagreement");
            await().until(() -> notes.all().contains("row 12") && notes.isDelivered());
        }
        try (var after = alarm(notes)) {
            after.start();
            overdue();
            awaitBodies("disagreement", "overdue");

            after.reconciled(judged(Map.of()));

            awaitBodies("disagreement", "overdue", "recovered");
            assertThat(receiver.bodies().get(2)).contains("Row 12 of weight_transactions agrees");
        }
    }

    private Alarm alarm(AlertNotes notes) {
        return new Alarm(
                new AlertOptions(
                        List.of(Webhook.parse(receiver.address())), 3, Duration.ofMinutes(5), Duration.ofHours(6)),
                new Alarm.Sources(
                        lastSets,
                        List::of,
                        from -> List.of(),
                        () -> "head 9",
                        () -> LagCause.NONE,
                        () -> RowWait.NONE,
                        () -> 9,
                        notes),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Outbox.Limits.DEFAULT,
                Duration.ofMillis(10));
    }

    private static Reconciling.Result judged(Map<Long, RowVerdict> rows) {
        return new Reconciling.Result(0, 0, List.of(), new Reconciliation(List.of(), List.of(), rows, Map.of()));
    }

    private void overdue() {
        lastSets.tempo(FactSamples.SUBNET, 100);
        lastSets.stored(Lane.FOLLOW, new BlockRange(500, 500), List.of());
    }

    private static WeightFact failed(long block) {
        return FactSamples.set(
                block,
                FactSamples.ALICE,
                FactSamples.SUBNET,
                new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "")));
    }

    private void awaitBodies(String... kinds) {
        await().untilAsserted(() -> {
            assertThat(receiver.bodies()).hasSize(kinds.length);
            for (int i = 0; i < kinds.length; i++) {
                assertThat(receiver.bodies().get(i)).contains("\"kind\":\"" + kinds[i] + "\"");
            }
        });
    }
}

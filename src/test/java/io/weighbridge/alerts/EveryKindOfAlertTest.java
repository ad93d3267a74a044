package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.alerts.Webhook.Form;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.Backoff;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.reconcile.Reconciliation;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.testing.FakeReceiver;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LastSetTracker;
import io.weighbridge.watch.RowWait;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.commit.CommitLife;
import io.weighbridge.weights.commit.CommitOutcome;
import io.weighbridge.weights.commit.CommitState;
import io.weighbridge.weights.commit.EffectiveCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One day in which everything goes wrong and is well again, at a receiver of each form that is out of order at first. */
class EveryKindOfAlertTest {

    private static final Instant NOW = FactSamples.set(9).timestamp().plusSeconds(20);
    private static final StorageIndex INDEX = new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN);

    private final Map<Form, FakeReceiver> receivers = new EnumMap<>(Form.class);
    private final LastSetTracker lastSets =
            new LastSetTracker(new Tracked(Set.of(FactSamples.SUBNET), Set.of(FactSamples.ALICE)), 1, 1);
    private final List<StoredCommit> commits = new CopyOnWriteArrayList<>();
    private final List<ParkedBlock> parked = new CopyOnWriteArrayList<>();
    private final Alarm alarm;

    EveryKindOfAlertTest() {
        for (Form form : Form.values()) {
            receivers.put(form, new FakeReceiver().answers(503).answers(429, "0"));
        }
        List<Webhook> webhooks = receivers.entrySet().stream()
                .map(entry -> Webhook.parse(
                        entry.getKey().word() + "+" + entry.getValue().address()))
                .toList();
        alarm = new Alarm(
                new AlertOptions(webhooks, 3, Duration.ofMinutes(5), Duration.ofHours(6)),
                new Alarm.Sources(
                        lastSets,
                        () -> List.copyOf(parked),
                        from -> List.copyOf(commits),
                        () -> "head 9",
                        () -> LagCause.NONE,
                        () -> RowWait.NONE,
                        () -> 9,
                        new NotesInMemory()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Outbox.Limits(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)), 100, Duration.ofHours(1), 9),
                Duration.ofMillis(5));
    }

    @AfterEach
    void close() {
        alarm.close();
        receivers.values().forEach(FakeReceiver::close);
    }

    @Test
    void arrivesInEveryFormWithItsReasonHoweverOftenItHappens() {
        everythingGoesWrong();
        alarm.start();
        for (Form form : Form.values()) {
            awaitIn(form, "Weights were not set", "SubtensorModule.SettingWeightsTooFast");
            awaitIn(form, "Weights are overdue", "No weights for 499 blocks (5.0 tempos)");
            awaitIn(form, "A commit was lost", "Committed in block 4,");
            awaitIn(form, "The validator's table disagrees with the chain", "Row 12 of weight_transactions");
            awaitIn(form, "Weighbridge is held up", "Block 77 cannot be read: a bad header");
        }

        lastSets.set(FactSamples.ALICE, INDEX, 500);
        parked.clear();
        for (Form form : Form.values()) {
            awaitIn(form, "Well again", "Weights were set again");
            awaitIn(form, "Well again", "Block 77 was read");
            assertThat(arrived(form).stream().filter(body -> body.contains("SettingWeightsTooFast")))
                    .as("%s hears once of a failure that comes again", form)
                    .hasSize(1);
        }
        assertThat(arrived(Form.JSON)).allMatch(body -> body.startsWith("{\"source\":\"weighbridge\",\"kind\":\""));
        assertThat(arrived(Form.SLACK)).allMatch(body -> body.startsWith("{\"text\":\"*Weighbridge: "));
        assertThat(arrived(Form.DISCORD))
                .allMatch(body -> body.startsWith("{\"content\":\"**Weighbridge: ")
                        && body.endsWith("\"allowed_mentions\":{\"parse\":[]}}"));
    }

    private void everythingGoesWrong() {
        lastSets.tempo(FactSamples.SUBNET, 100);
        lastSets.stored(Lane.FOLLOW, new BlockRange(500, 500), List.of());
        var failure = new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", ""));
        for (long block : new long[] {9, 10, 11}) {
            alarm.stored(
                    Lane.FOLLOW,
                    new BlockRange(block, block),
                    List.of(FactSamples.set(block, FactSamples.ALICE, FactSamples.SUBNET, failure)));
        }
        commits.add(lost(4, 20));
        parked.add(new ParkedBlock(77, "a bad header", 3, NOW));
        alarm.reconciled(new Reconciling.Result(
                0,
                0,
                List.of(),
                new Reconciliation(List.of(), List.of(), Map.of(12L, RowVerdict.ABSENT_ON_CHAIN), Map.of())));
    }

    private static StoredCommit lost(long block, long lastReveal) {
        var window = new RevealWindow.Blocks(block + 1, lastReveal);
        var commit = new EffectiveCommit(1, block, EffectiveCommit.Form.TIMELOCKED, Hash.ZERO, window, true);
        return new StoredCommit(
                FactSamples.ALICE, INDEX, new CommitLife(commit, new CommitOutcome.Open(false)), CommitState.LOST);
    }

    private void awaitIn(Form form, String title, String line) {
        await().untilAsserted(() ->
                assertThat(arrived(form)).as("%s", form).anyMatch(body -> body.contains(title) && body.contains(line)));
    }

    /** Without the first two requests, which were turned away. */
    private List<String> arrived(Form form) {
        List<String> bodies = Objects.requireNonNull(receivers.get(form)).bodies();
        return bodies.subList(Math.min(2, bodies.size()), bodies.size());
    }
}

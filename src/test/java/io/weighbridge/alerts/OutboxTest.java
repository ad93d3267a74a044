package io.weighbridge.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.ingest.Backoff;
import io.weighbridge.testing.FakeReceiver;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.StillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    private static final Duration PATIENCE = Duration.ofSeconds(Patience.SECONDS);

    private final FakeReceiver receiver = new FakeReceiver();
    private final StillClock clock = new StillClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Outbox outbox = outbox(new Outbox.Limits(SOON, 100, Duration.ofHours(1), 5));

    @AfterEach
    void close() {
        outbox.close();
        receiver.close();
    }

    @Test
    void anAlertArrives() {
        outbox.offer(alert(AlertKind.OVERDUE, "No weights."));

        awaitBodies(1);
        assertThat(receiver.bodies().get(0)).contains("\"kind\":\"overdue\"", "No weights.");
    }

    @Test
    void itIsTriedAgainUntilTheReceiverTakesIt() {
        receiver.answers(500).answers(503).answers(429, "0");

        outbox.offer(alert(AlertKind.OVERDUE, "No weights."));

        awaitBodies(4);
        assertThat(receiver.bodies()).allMatch(body -> body.contains("No weights."));
    }

    @Test
    void aReceiverThatDoesNotAnswerIsTriedAgain() {
        receiver.staysSilent();
        var limits = new Outbox.Limits(SOON, 100, Duration.ofHours(1), 1000);
        try (var hasty = new Outbox(webhook(), new Post(Duration.ofMillis(300)), limits, clock, AlertNotes.NOTHING)) {
            hasty.offer(alert(AlertKind.OVERDUE, "No weights."));

            await().until(() -> receiver.bodies().size() > 1);
        }
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        receiver.answers(404);

        outbox.offer(alert(AlertKind.OVERDUE, "one"));
        awaitBodies(1);
        outbox.offer(alert(AlertKind.STUCK, "two"));

        awaitBodies(2);
        assertThat(receiver.bodies().get(1)).contains("two");
    }

    @Test
    void whatFailsTooOftenIsGivenUp() {
        receiver.answers(500).answers(500).answers(500).answers(500).answers(500);

        outbox.offer(alert(AlertKind.OVERDUE, "one"));
        awaitBodies(5);
        outbox.offer(alert(AlertKind.STUCK, "two"));

        awaitBodies(6);
        assertThat(receiver.bodies().get(5)).contains("two");
    }

    @Test
    void notMoreIsSentThanPeopleCanReadAndWhatWaitsIsPutTogether() {
        var slow = outbox(new Outbox.Limits(SOON, 1, Duration.ofMillis(300), 5));
        slow.offer(alert(AlertKind.OVERDUE, "first"));
        awaitBodies(1);
        slow.offer(alert(AlertKind.FAILED_SET, "second"));
        slow.offer(alert(AlertKind.FAILED_SET, "third"));
        clock.pass(Duration.ofMillis(301));

        awaitBodies(2);
        slow.close();
        assertThat(receiver.bodies().get(1)).contains("second", "third");
    }

    @Test
    void whatDidNotArriveIsBroughtByTheNextRunOnce() {
        var notes = new NotesInMemory();
        receiver.answers(500);
        var limits =
                new Outbox.Limits(new Backoff(Duration.ofHours(1), Duration.ofHours(1)), 9, Duration.ofHours(1), 5);
        try (var before = new Outbox(webhook(), new Post(PATIENCE), limits, clock, notes)) {
            before.offer(alert(AlertKind.FAILED_SET, "It failed."));
            before.offer(alert(AlertKind.FAILED_SET, "It failed."));
            awaitBodies(1);
            await().until(() -> notes.all().contains("It failed."));
        }

        try (var after = new Outbox(webhook(), new Post(PATIENCE), limits, clock, notes)) {
            after.resume();
            awaitBodies(2);
            await().until(() -> !notes.all().contains("It failed."));
        }

        assertThat(receiver.bodies().get(1).split("It failed\\.", -1)).hasSize(2);
        assertThat(notes.all()).doesNotContain(FakeReceiver.SECRET);
        try (var later = new Outbox(webhook(), new Post(PATIENCE), limits, clock, notes)) {
            later.resume();
            later.offer(alert(AlertKind.STUCK, "New."));
            awaitBodies(3);
        }
        assertThat(receiver.bodies().get(2)).contains("New.").doesNotContain("It failed.");
    }

    @Test
    void theReceiverSaysHowLongToWait() {
        receiver.answers(429, "120.5");

        assertThat(new Post(PATIENCE).send(webhook(), alert(AlertKind.TEST, "Hello.")))
                .isEqualTo(new Post.Outcome.Later("answered 429", Duration.ofMillis(120_500)));
    }

    @Test
    void aReceiverThatSaysItInItsBodyIsHeardToo() {
        receiver.answersWith(
                429, "{\"message\": \"You are being rate limited.\", \"retry_after\": 64.57, \"global\": false}");

        assertThat(new Post(PATIENCE).send(webhook(), alert(AlertKind.TEST, "Hello.")))
                .isEqualTo(new Post.Outcome.Later("answered 429", Duration.ofMillis(64_570)));
    }

    @Test
    void ofALongBodyTheBeginningIsRead() {
        receiver.answersWith(429, "{\"retry_after\": 2, \"message\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(new Post(PATIENCE).send(webhook(), alert(AlertKind.TEST, "Hello.")))
                .isEqualTo(new Post.Outcome.Later("answered 429", Duration.ofSeconds(2)));
    }

    @Test
    void aReceiverThatCannotBeReachedIsNotNamed() {
        String address = receiver.address();
        receiver.close();

        assertThat(new Post(PATIENCE).send(Webhook.parse(address), alert(AlertKind.TEST, "Hello.")))
                .isInstanceOfSatisfying(
                        Post.Outcome.Later.class,
                        later -> assertThat(later.why())
                                .isEqualTo("cannot be reached: it takes no connection; are host and port right?"));
    }

    private Outbox outbox(Outbox.Limits limits) {
        return new Outbox(webhook(), new Post(PATIENCE), limits, clock, AlertNotes.NOTHING);
    }

    private Webhook webhook() {
        return Webhook.parse(receiver.address());
    }

    private void awaitBodies(int number) {
        await().untilAsserted(() -> assertThat(receiver.bodies()).hasSize(number));
    }

    private static Alert alert(AlertKind kind, String line) {
        return new Alert(kind, Instant.EPOCH, List.of(line));
    }
}

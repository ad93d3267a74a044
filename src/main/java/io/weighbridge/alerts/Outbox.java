package io.weighbridge.alerts;

import io.weighbridge.ingest.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings alerts to one receiver, one at a time, again until they arrive, and never faster than people can read. What waits
 * is put together, one message of each kind, so that it stays small however long the receiver is away; and it is kept, and
 * brought by the next run: what nobody confirmed may arrive twice. Safe for many threads; whoever brings an alert never
 * waits.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_LINES = 40;
    private static final int SECONDS_TO_END = 3;

    private final Webhook webhook;
    private final Post post;
    private final Limits limits;
    private final Clock clock;
    private final AlertNotes notes;
    private final String topic;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1, Outbox::thread);

    // Below this line: the worker's own.
    private final Map<AlertKind, Alert> waiting = new LinkedHashMap<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    private boolean scheduled;
    private int failures;

    /**
     * How often.
     *
     * @param retry the wait after a failure
     * @param most messages in {@code within}, at least 1
     * @param within how long a message counts
     * @param tries after so many failures in a row an alert is given up, at least 1
     */
    record Limits(Backoff retry, int most, Duration within, int tries) {

        /** Thirty an hour; tries for about three hours. */
        static final Limits DEFAULT =
                new Limits(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10)), 30, Duration.ofHours(1), 25);
    }

    Outbox(Webhook webhook, Post post, Limits limits, Clock clock, AlertNotes notes) {
        this.webhook = webhook;
        this.post = post;
        this.limits = limits;
        this.clock = clock;
        this.notes = notes;
        this.topic = "alerts for " + webhook.fingerprint();
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes up what an earlier run left. */
    void resume() {
        worker.execute(() -> {
            read().forEach((kind, text) -> AlertNotesJson.alert(kind, text)
                    .ifPresent(alert -> waiting.merge(alert.kind(), alert, (now, before) -> together(before, now))));
            if (!scheduled && !waiting.isEmpty()) {
                schedule(Duration.ZERO);
            }
        });
    }

    /** Takes an alert to bring. */
    void offer(Alert alert) {
        worker.execute(() -> {
            waiting.merge(alert.kind(), alert, Outbox::together);
            keep();
            if (!scheduled) {
                schedule(Duration.ZERO);
            }
        });
    }

    /** Stops; what waits is left to the next run. What is on its way may still be confirmed, so that it comes once. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Duration wait) {
        if (!worker.isShutdown()) {
            scheduled = true;
            // Nothing that it calls fails: a try to send ends with an outcome.
            var unused = worker.schedule(this::bring, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void bring() {
        scheduled = false;
        if (waiting.isEmpty()) {
            return;
        }
        Duration wait = untilAllowed();
        if (!wait.isZero()) {
            schedule(wait);
            return;
        }
        Alert alert = waiting.values().iterator().next();
        waiting.remove(alert.kind());
        Duration pause = after(alert, post.send(webhook, alert));
        keep();
        schedule(pause);
    }

    /** What comes next, and when. */
    private Duration after(Alert alert, Post.Outcome outcome) {
        if (outcome instanceof Post.Outcome.Later later && failures + 1 < limits.tries()) {
            failures++;
            putBack(alert);
            Duration pause = limits.retry().delay(failures);
            LOG.debug("alert {} waits: {} {}", alert.kind().word(), webhook.name(), later.why());
            return later.pause().compareTo(pause) > 0 ? later.pause() : pause;
        }
        failures = 0;
        if (outcome instanceof Post.Outcome.Later later) {
            LOG.warn("alert {} was not sent: {} {}", alert.kind().word(), webhook.name(), later.why());
        } else if (outcome instanceof Post.Outcome.Refused refused) {
            LOG.warn(
                    "alert {} was not sent: {} {}; check the address with 'alert test'",
                    alert.kind().word(),
                    webhook.name(),
                    refused.why());
        } else {
            sent.addLast(clock.instant());
        }
        return Duration.ZERO;
    }

    /** Before what has come meanwhile. */
    private void putBack(Alert alert) {
        List<Alert> others = new ArrayList<>(waiting.values());
        waiting.clear();
        waiting.put(alert.kind(), alert);
        others.forEach(other -> waiting.merge(other.kind(), other, Outbox::together));
    }

    private Map<String, String> read() {
        try {
            return notes.read(topic);
        } catch (RuntimeException e) {
            LOG.warn("alerts of an earlier run cannot be read: {}", e.getMessage());
            return Map.of();
        }
    }

    /** An alert matters more than that it survives a restart. */
    private void keep() {
        Map<String, String> texts = new LinkedHashMap<>();
        waiting.forEach((kind, alert) -> texts.put(kind.name(), AlertNotesJson.of(alert)));
        try {
            notes.write(topic, texts);
        } catch (RuntimeException e) {
            LOG.warn("alerts that wait cannot be kept for the next run: {}", e.getMessage());
        }
    }

    private Duration untilAllowed() {
        Instant now = clock.instant();
        while (!sent.isEmpty() && !sent.peekFirst().plus(limits.within()).isAfter(now)) {
            sent.removeFirst();
        }
        return sent.size() < limits.most()
                ? Duration.ZERO
                : Duration.between(now, sent.getFirst().plus(limits.within())).plusMillis(1);
    }

    private static Alert together(Alert first, Alert second) {
        List<String> lines = Stream.concat(first.lines().stream(), second.lines().stream())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (lines.size() > MOST_LINES) {
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add("There is more; look at the page or at 'weighbridge status'.");
        }
        return new Alert(first.kind(), first.at(), lines);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "alerts");
        thread.setDaemon(true);
        return thread;
    }
}

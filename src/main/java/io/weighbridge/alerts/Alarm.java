package io.weighbridge.alerts;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.reconcile.ReconcileListener;
import io.weighbridge.reconcile.Reconciling;
import io.weighbridge.reconcile.RowVerdict;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.StoredCommit;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LastSetTracker;
import io.weighbridge.watch.RowWait;
import io.weighbridge.weights.WeightFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Hears how indexing goes on, looks around every few seconds on a thread of its own, and gives what people have to hear of
 * to the receivers. Safe for many threads; whoever brings news never waits.
 */
public final class Alarm implements ProgressListener, ReconcileListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
    private static final int MOST_NEWS = 1000;
    private static final int LINES_LOGGED = 5;
    private static final String INCIDENTS = "incidents";
    private static final String COMMITS_WATCHED = "commits watched";
    private static final String UNTIL = "until block";

    /** Commits are looked through with every so many looks, once a minute: with many of them it takes a second. */
    private static final int LOOKS_BETWEEN_COMMITS = 6;

    private final AlertOptions options;
    private final Sources sources;
    private final Clock clock;
    private final Duration every;
    private final List<Outbox> outboxes;
    private final Incidents incidents;
    private final StallTimer stallTimer;
    private final BlockingQueue<OneTimeFault> news = new ArrayBlockingQueue<>(MOST_NEWS);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(Alarm::thread);
    private volatile boolean stored;
    private volatile boolean blockStored;
    private volatile boolean rowsJudged;
    private volatile Map<Long, RowVerdict> rows = Map.of();

    // The watch's own.
    private final Set<Long> lostBefore = new HashSet<>();
    private Instant commitsSeen = Instant.MIN;
    private Map<String, String> lasting;
    private String trouble = "";

    /**
     * Where an alarm looks.
     *
     * @param lastSets how long nobody has set weights
     * @param parked blocks that could not be read
     * @param commits the commits from a block on, and what has become of them
     * @param standing how the chain stands, for people
     * @param lagCause what keeps verified blocks behind the finalized head
     * @param rowWait what keeps rows from being written
     * @param verified the newest verified block
     * @param notes what is left to the next run
     */
    public record Sources(
            LastSetTracker lastSets,
            Supplier<List<ParkedBlock>> parked,
            LongFunction<List<StoredCommit>> commits,
            Supplier<String> standing,
            Supplier<LagCause> lagCause,
            Supplier<RowWait> rowWait,
            LongSupplier verified,
            AlertNotes notes) {}

    /** Knows where to look, and does not look yet. */
    public Alarm(AlertOptions options, Sources sources, Clock clock) {
        this(options, sources, clock, Outbox.Limits.DEFAULT, Duration.ofSeconds(10));
    }

    Alarm(AlertOptions options, Sources sources, Clock clock, Outbox.Limits limits, Duration every) {
        this.options = options;
        this.sources = sources;
        this.clock = clock;
        this.every = every;
        this.stallTimer = new StallTimer(options.stuckAfter(), every.multipliedBy(3));
        this.incidents = new Incidents(options.repeatAfter(), sources.notes().read(INCIDENTS));
        this.lasting = incidents.lasting();
        this.outboxes = options.webhooks().isEmpty() ? List.of() : outboxes(new Post(), limits);
    }

    private List<Outbox> outboxes(Post post, Outbox.Limits limits) {
        return options.webhooks().stream()
                .map(webhook -> new Outbox(webhook, post, limits, clock, sources.notes()))
                .toList();
    }

    /** Begins to watch. */
    public void start() {
        outboxes.forEach(Outbox::resume);
        // A look that fails says so itself, and the next one comes all the same.
        var unused = watch.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stored(Lane lane, BlockRange covered, List<WeightFact> facts) {
        if (lane == Lane.FOLLOW) {
            Instant now = clock.instant();
            stored = true;
            blockStored = true;
            for (WeightFact fact : facts) {
                // Too many at once are told of by the first thousand.
                AlertRules.failure(fact, now).ifPresent(news::offer);
            }
        }
    }

    @Override
    public void reconciled(Reconciling.Result result) {
        rows = new TreeMap<>(result.state().rows());
        rowsJudged = true;
    }

    /** Stops watching; what waits to be sent is left to the next run. */
    @Override
    public void close() {
        watch.shutdownNow();
        outboxes.forEach(Outbox::close);
    }

    private void look() {
        try {
            Instant now = clock.instant();
            // Asked before the situation is looked at, which may be newer then, and never older.
            boolean blocks = blockStored;
            boolean judged = rowsJudged;
            LagCause lagCause = sources.lagCause().get();
            boolean moved = stored;
            stored = false;
            RowWait rowWait = sources.rowWait().get();
            stallTimer.look(now, moved, lagCause, rowWait);
            long verified = sources.verified().getAsLong();
            boolean commitsDue = commitsAreDue(now);
            List<OneTimeFault> lost = commitsDue ? newlyLost(verified) : List.of();
            var situation = new AlertRules.Situation(
                    sources.lastSets().all(),
                    stallTimer.quiet(),
                    sources.standing().get(),
                    stallTimer.tooSlow() ? lagCause : LagCause.NONE,
                    stallTimer.rowsWait() ? rowWait : RowWait.NONE,
                    sources.parked().get(),
                    rows);
            // Only what is judged now is taken: a look that fails before leaves it to the next one.
            var oneTimeFaults = new ArrayList<>(lost);
            news.drainTo(oneTimeFaults);
            incidents
                    .next(
                            AlertRules.lastingFaults(situation, options),
                            oneTimeFaults,
                            now,
                            lastingFault -> AlertRules.lookedInto(lastingFault, blocks, judged))
                    .forEach(this::tell);
            keepIncidents();
            if (commitsDue) {
                sources.notes().write(COMMITS_WATCHED, Map.of(UNTIL, Long.toString(verified)));
            }
            trouble = "";
        } catch (RuntimeException e) {
            // The next look may see what this one could not; a watch that ends watches nothing.
            if (!trouble.equals(e.toString())) {
                trouble = e.toString();
                LOG.warn(
                        "cannot see whether there is anything to alert of; it is looked again every {} s",
                        every.toSeconds(),
                        e);
            }
        }
    }

    private void tell(Alert alert) {
        List<String> lines = alert.lines();
        String more = lines.size() > LINES_LOGGED ? " And " + (lines.size() - LINES_LOGGED) + " more." : "";
        LOG.atLevel(alert.kind() == AlertKind.RECOVERED ? Level.INFO : Level.WARN)
                .log(
                        "alert {}: {}{}",
                        alert.kind().word(),
                        String.join(" ", lines.subList(0, Math.min(LINES_LOGGED, lines.size()))),
                        more);
        outboxes.forEach(outbox -> outbox.offer(alert));
    }

    /** After the alerts are with the outboxes: what is told twice is better than what is told never. */
    private void keepIncidents() {
        Map<String, String> now = incidents.lasting();
        if (!now.equals(lasting)) {
            sources.notes().write(INCIDENTS, now);
            lasting = now;
        }
    }

    private boolean commitsAreDue(Instant now) {
        Duration between = every.multipliedBy(LOOKS_BETWEEN_COMMITS);
        boolean due = Duration.between(commitsSeen, now).abs().compareTo(between) >= 0;
        if (due) {
            commitsSeen = now;
        }
        return due;
    }

    /** What was lost before anybody ever watched is no news; what was lost between two runs is. */
    private List<OneTimeFault> newlyLost(long verified) {
        long watched = watchedUntil(verified);
        var lost = new ArrayList<OneTimeFault>();
        for (StoredCommit commit : sources.commits().apply(Math.max(0, watched - Store.LONGEST_WAIT))) {
            AlertRules.lost(commit)
                    .filter(oneTimeFault -> AlertRules.lostAfter(commit, watched))
                    .filter(oneTimeFault ->
                            lostBefore.add(commit.life().commit().fact()))
                    .ifPresent(lost::add);
        }
        return lost;
    }

    private long watchedUntil(long verified) {
        String until = sources.notes().read(COMMITS_WATCHED).getOrDefault(UNTIL, "");
        return until.matches("\\d{1,18}") ? Long.parseLong(until) : verified;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "alarm");
        thread.setDaemon(true);
        return thread;
    }
}

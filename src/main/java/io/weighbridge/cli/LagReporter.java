package io.weighbridge.cli;

import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what holds up a run or its rows: in the log once it has lasted, and in the store for other processes. On a thread
 * of its own, which a locked store keeps waiting and nobody else.
 */
final class LagReporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagReporter.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** What is over sooner is not worth a word. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** A note that is older than this is out of date. */
    static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Supplier<LagCause> lagCause;
    private final Supplier<RowWait> rowWait;
    private final Store store;
    private final Clock clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(LagReporter::thread);

    // Below this line: the watch's own.
    private LagCause last = LagCause.NONE;
    private LagCause.Kind told = LagCause.Kind.NONE;
    private Instant since = Instant.MIN;
    private Instant noted = Instant.MIN;
    private boolean rowsWaited = true;
    private Instant rowsNoted = Instant.MIN;

    /** Does not look yet. */
    LagReporter(Supplier<LagCause> lagCause, Supplier<RowWait> rowWait, Store store, Clock clock) {
        this.lagCause = lagCause;
        this.rowWait = rowWait;
        this.store = store;
        this.clock = clock;
    }

    /** Begins to look. */
    void start() {
        last = NotedLagCause.read(store).map(NotedLagCause::lagCause).orElse(LagCause.NONE);
        // A look that fails says so itself.
        var unused =
                watch.scheduleWithFixedDelay(() -> look(), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    void look() {
        LagCause now = lagCause.get();
        Instant at = clock.instant();
        if (now.kind() != last.kind()) {
            since = at;
        }
        if (now.kind() != told && Duration.between(since, at).compareTo(LASTING) >= 0) {
            tell(now);
        }
        if (now.isPresent() != last.isPresent() || (now.isPresent() && isOld(noted, at))) {
            var note = new NotedLagCause(at, now);
            if (isLeft(note::write)) {
                noted = at;
            }
        }
        last = now;
        lookAtRows(at);
    }

    /** The first look also takes away what an earlier run noted. */
    private void lookAtRows(Instant at) {
        RowWait now = rowWait.get();
        if (now.isPresent() != rowsWaited || (now.isPresent() && isOld(rowsNoted, at))) {
            var note = new NotedRowWait(at, now);
            if (isLeft(note::write)) {
                rowsWaited = now.isPresent();
                rowsNoted = at;
            }
        }
    }

    private static boolean isOld(Instant noted, Instant now) {
        return Duration.between(noted, now).abs().compareTo(NOTED_EVERY) >= 0;
    }

    private void tell(LagCause now) {
        told = now.kind();
        switch (now.kind()) {
            case NONE, NOT_FOLLOWED -> LOG.info("verified blocks keep up with the finalized head again");
            case CATCHING_UP -> LOG.info("catching up: {}", now.reason());
            default -> LOG.warn("verified blocks lag behind the finalized head: {}", now.reason());
        }
    }

    private boolean isLeft(Consumer<Store> note) {
        try {
            note.accept(store);
            return true;
        } catch (StoreException e) {
            LOG.debug("what holds up this run was not noted", e);
            return false;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "lag");
        thread.setDaemon(true);
        return thread;
    }
}

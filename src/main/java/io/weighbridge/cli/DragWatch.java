package io.weighbridge.cli;

import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import io.weighbridge.watch.Drag;
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
 * Tells of what holds up a run or its rows: in the log once it has lasted, and in the store for other processes. On a thread of its own,
 * which a locked store keeps waiting and nobody else.
 */
final class DragWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DragWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** What is over sooner is not worth a word. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** A note that is older than this is out of date. */
    static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Supplier<Drag> drag;
    private final Supplier<RowWait> rowWait;
    private final Store store;
    private final Clock clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(DragWatch::thread);

    // Below this line: the watch's own.
    private Drag last = Drag.NONE;
    private Drag.Cause told = Drag.Cause.NONE;
    private Instant since = Instant.MIN;
    private Instant noted = Instant.MIN;
    private boolean rowsWaited = true;
    private Instant rowsNoted = Instant.MIN;

    /** Does not look yet. */
    DragWatch(Supplier<Drag> drag, Supplier<RowWait> rowWait, Store store, Clock clock) {
        this.drag = drag;
        this.rowWait = rowWait;
        this.store = store;
        this.clock = clock;
    }

    /** Begins to look. */
    void start() {
        last = NotedDrag.read(store).map(NotedDrag::drag).orElse(Drag.NONE);
        // A look that fails says so itself.
        var unused =
                watch.scheduleWithFixedDelay(() -> look(), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    void look() {
        Drag now = drag.get();
        Instant at = clock.instant();
        if (now.cause() != last.cause()) {
            since = at;
        }
        if (now.cause() != told && Duration.between(since, at).compareTo(LASTING) >= 0) {
            tell(now);
        }
        if (now.isFelt() != last.isFelt() || (now.isFelt() && isOld(noted, at))) {
            var note = new NotedDrag(at, now);
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
        if (now.isFelt() != rowsWaited || (now.isFelt() && isOld(rowsNoted, at))) {
            var note = new NotedRowWait(at, now);
            if (isLeft(note::write)) {
                rowsWaited = now.isFelt();
                rowsNoted = at;
            }
        }
    }

    private static boolean isOld(Instant noted, Instant now) {
        return Duration.between(noted, now).abs().compareTo(NOTED_EVERY) >= 0;
    }

    private void tell(Drag now) {
        told = now.cause();
        switch (now.cause()) {
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
        var thread = new Thread(work, "drag");
        thread.setDaemon(true);
        return thread;
    }
}

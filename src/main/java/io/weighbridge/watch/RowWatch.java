package io.weighbridge.watch;

import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.store.StoreListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether rows that are due can be written to the validator's file, and says what keeps them where not. Safe for many
 * threads; no method blocks but {@link #now()}, which may look at who holds a lock.
 */
public final class RowWatch implements ProgressListener, StoreListener {

    /** A validator that writes keeps its file locked for less than this. */
    private static final Duration USUAL_LOCK = Duration.ofSeconds(5);

    private final Path store;
    private final Function<Path, Optional<String>> holder;
    private final Clock clock;
    private @Nullable Path locked;
    private @Nullable Instant lockedSince;
    private String refusal = "";
    private @Nullable Instant refusedSince;

    /**
     * Nothing waits yet.
     *
     * @param store where facts are stored: every other file is the validator's
     * @param holder who keeps a file locked, where that can be told
     * @param clock by which ages count, one that does not jump
     */
    public RowWatch(Path store, Function<Path, Optional<String>> holder, Clock clock) {
        this.store = store;
        this.holder = holder;
        this.clock = clock;
    }

    /** What waits now, and why; nothing yet where a lock may be one that passes. */
    public RowWait now() {
        Path file;
        Instant since;
        synchronized (this) {
            if (locked == null || lockedSince == null) {
                return refusedSince == null ? RowWait.NONE : new RowWait(refusedSince, refusal);
            }
            if (length().compareTo(USUAL_LOCK) < 0) {
                return RowWait.NONE;
            }
            file = locked;
            since = lockedSince;
        }
        return new RowWait(
                since,
                file + " is locked by "
                        + holder.apply(file).orElse("another program")
                        + "; end what keeps a transaction open there, such as a database browser");
    }

    /** For how long; nothing where none wait. */
    public synchronized Duration length() {
        Instant since = lockedSince == null ? refusedSince : lockedSince;
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    @Override
    public synchronized void rowsKept() {
        lockedSince = null;
        refusedSince = null;
    }

    @Override
    public synchronized void rowsWait(String reason) {
        lockedSince = null;
        refusal = reason;
        if (refusedSince == null) {
            refusedSince = clock.instant();
        }
    }

    @Override
    public synchronized void busy(Path file) {
        if (!file.equals(store) && lockedSince == null) {
            locked = file;
            lockedSince = clock.instant();
        }
    }

    @Override
    public synchronized void committed(Path file, Duration took) {
        if (!file.equals(store)) {
            lockedSince = null;
        }
    }
}

package io.weighbridge.cli;

import io.weighbridge.cli.settings.StorePlace;
import io.weighbridge.store.Store;
import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LagMonitor;
import io.weighbridge.watch.RowWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a store lags, and why rows wait, as another process can tell: by what the run that writes to it noted, or by its silence. */
final class LagDiagnosis {

    /** A note that is older was not kept fresh. */
    private static final Duration OLD = LagReporter.NOTED_EVERY.multipliedBy(2);

    /** With less a run cannot even note what it waits for. */
    private static final long LITTLE_ROOM = 256 << 10;

    /** A run that lags and can write does so more often. */
    private static final Duration SILENCE = LagReporter.NOTED_EVERY.plusSeconds(15);

    private final Optional<DatabaseFile> file;

    private LagDiagnosis(Optional<DatabaseFile> file) {
        this.file = file;
    }

    /** Looks at the place before the store is opened, which tells whether somebody else is at work there. */
    static LagDiagnosis at(StorePlace place) {
        return new LagDiagnosis(
                place instanceof StorePlace.InFile file
                        ? Optional.of(DatabaseFile.ofStore(file.path()))
                        : Optional.empty());
    }

    /** What keeps the store behind; of one in no file, what the run that writes to it noted. */
    LagCause of(long lag, Store store, Instant now) {
        return file.map(known -> of(lag, store, known, now))
                .orElseGet(() -> fresh(store, now).map(NotedLagCause::lagCause).orElse(LagCause.NONE));
    }

    /** What keeps rows from being written by the run that is at work. */
    RowWait rows(Store store, Instant now) {
        boolean ended = file.filter(known -> known.inUse().isEmpty()).isPresent();
        return ended ? RowWait.NONE : NotedRowWait.read(store, now);
    }

    private static Optional<NotedLagCause> fresh(Store store, Instant now) {
        return NotedLagCause.read(store).filter(noted -> noted.age(now).compareTo(OLD) < 0);
    }

    /**
     * What keeps a store behind.
     *
     * @param lag finalized blocks that are not verified; negative where that is not known
     * @param store the store
     * @param file the store's file as it was before
     * @param now the time
     */
    static LagCause of(long lag, Store store, DatabaseFile file, Instant now) {
        boolean atWork = !file.inUse().isEmpty();
        if (!atWork) {
            return lag > LagMonitor.USUAL_LAG
                    ? new LagCause(
                            LagCause.Kind.NOT_FOLLOWED,
                            false,
                            "no Weighbridge is at work on this store; start 'weighbridge follow', or its service")
                    : LagCause.NONE;
        }
        Optional<NotedLagCause> note = fresh(store, now);
        if (note.isPresent()) {
            return note.get().lagCause();
        }
        if (lag <= LagMonitor.USUAL_LAG) {
            return LagCause.NONE;
        }
        if (file.freeBytes() < LITTLE_ROOM) {
            return new LagCause(
                    LagCause.Kind.STORE_UNAVAILABLE,
                    false,
                    "the disk of " + file.path() + " is full: " + file.freeBytes() / 1024
                            + " kB are left; free some space, and it goes on by itself");
        }
        Duration silent = Duration.between(file.lastWrite(), now);
        return silent.compareTo(SILENCE) > 0
                ? new LagCause(
                        LagCause.Kind.STORE_LOCKED,
                        false,
                        "a Weighbridge is at work, and has not written to " + file.path() + " for "
                                + silent.toSeconds()
                                + " s: another program may keep it locked, its disk may be full,"
                                + " or it was stopped in its tracks; see its log")
                : new LagCause(
                        LagCause.Kind.CATCHING_UP,
                        true,
                        "a Weighbridge is at work; what it waits for it tells here within a minute");
    }
}

package io.weighbridge.cli;

import io.weighbridge.cli.settings.StorePlace;
import io.weighbridge.store.Store;
import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.watch.Drag;
import io.weighbridge.watch.Headway;
import io.weighbridge.watch.RowWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a store lags, and why rows wait, as another process can tell: by what the run that writes to it noted, or by its silence. */
final class LagCause {

    /** A note that is older was not kept fresh. */
    private static final Duration OLD = DragWatch.NOTED_EVERY.multipliedBy(2);

    /** A run that lags and can write does so more often. */
    private static final Duration SILENCE = DragWatch.NOTED_EVERY.plusSeconds(15);

    private final Optional<DatabaseFile> file;

    private LagCause(Optional<DatabaseFile> file) {
        this.file = file;
    }

    /** Looks at the place before the store is opened, which tells whether somebody else is at work there. */
    static LagCause at(StorePlace place) {
        return new LagCause(
                place instanceof StorePlace.InFile file
                        ? Optional.of(DatabaseFile.ofStore(file.path()))
                        : Optional.empty());
    }

    /** What keeps the store behind; of one in no file, what the run that writes to it noted. */
    Drag of(long lag, Store store, Instant now) {
        return file.map(known -> of(lag, store, known, now))
                .orElseGet(() -> fresh(store, now).map(NotedDrag::drag).orElse(Drag.NONE));
    }

    /** What keeps rows from being written by the run that is at work. */
    RowWait rows(Store store, Instant now) {
        boolean ended = file.filter(known -> known.inUse().isEmpty()).isPresent();
        return ended ? RowWait.NONE : NotedRowWait.read(store, now);
    }

    private static Optional<NotedDrag> fresh(Store store, Instant now) {
        return NotedDrag.read(store).filter(noted -> noted.age(now).compareTo(OLD) < 0);
    }

    /**
     * What keeps a store behind.
     *
     * @param lag finalized blocks that are not verified; negative where that is not known
     * @param store the store
     * @param file the store's file as it was before
     * @param now the time
     */
    static Drag of(long lag, Store store, DatabaseFile file, Instant now) {
        boolean atWork = !file.inUse().isEmpty();
        if (!atWork) {
            return lag > Headway.USUAL_LAG
                    ? new Drag(
                            Drag.Cause.NOT_FOLLOWED,
                            false,
                            "no Weighbridge is at work on this store; start 'weighbridge follow', or its service")
                    : Drag.NONE;
        }
        Optional<NotedDrag> note = fresh(store, now);
        if (note.isPresent()) {
            return note.get().drag();
        }
        if (lag <= Headway.USUAL_LAG) {
            return Drag.NONE;
        }
        Duration silent = Duration.between(file.lastWrite(), now);
        return silent.compareTo(SILENCE) > 0
                ? new Drag(
                        Drag.Cause.STORE_LOCKED,
                        false,
                        "a Weighbridge is at work, and has not written to " + file.path() + " for "
                                + silent.toSeconds()
                                + " s: another program may keep it locked, its disk may be full,"
                                + " or it was stopped in its tracks; see its log")
                : new Drag(
                        Drag.Cause.CATCHING_UP,
                        true,
                        "a Weighbridge is at work; what it waits for it tells here within a minute");
    }
}

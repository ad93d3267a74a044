package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.testing.StillClock;
import io.weighbridge.watch.Drag;
import io.weighbridge.watch.Drag.Cause;
import io.weighbridge.watch.RowWait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process can tell of a run that lags. */
class LagCauseTest {

    private static final Drag SLOW = new Drag(Cause.ENDPOINT_SLOW, false, "ws://node takes 3.0 s for an answer");

    @TempDir
    Path folder;

    private final StillClock clock = new StillClock(Instant.now());
    private Drag drag = Drag.NONE;
    private RowWait rowWait = RowWait.NONE;
    private Path place;
    private SqliteStore store;
    private DragWatch watch;

    @BeforeEach
    void open() {
        place = folder.resolve("weighbridge.db");
        store = SqliteStore.open(place, SqliteOptions.DEFAULTS);
        watch = new DragWatch(() -> drag, () -> rowWait, store, clock);
    }

    @AfterEach
    void close() {
        watch.close();
        store.close();
    }

    @Test
    void aRunThatKeepsUpHasNoCause() {
        assertThat(cause(3)).isEqualTo(Drag.NONE);
    }

    @Test
    void whatTheRunNotedIsTheCause() {
        drag = SLOW;
        watch.look();

        assertThat(cause(400)).isEqualTo(SLOW);
        assertThat(cause(-1)).as("where no endpoint tells its head").isEqualTo(SLOW);
    }

    @Test
    void whatIsOverIsNotTheCause() {
        drag = SLOW;
        watch.look();
        drag = Drag.NONE;
        watch.look();

        assertThat(cause(3)).isEqualTo(Drag.NONE);
    }

    @Test
    void aNoteIsKeptFresh() {
        drag = SLOW;
        watch.look();
        clock.pass(Duration.ofSeconds(70));
        watch.look();
        clock.pass(Duration.ofSeconds(70));

        assertThat(cause(400)).isEqualTo(SLOW);
    }

    @Test
    void anOldNoteIsNotTheCause() {
        drag = SLOW;
        watch.look();
        clock.pass(Duration.ofMinutes(3));

        assertThat(cause(400).cause()).isEqualTo(Cause.STORE_LOCKED);
        assertThat(cause(400).reason()).containsPattern("has not written to .* for \\d+ s");
    }

    @Test
    void aRunThatHasJustBegunIsToldFrom() {
        assertThat(cause(400).cause()).isEqualTo(Cause.CATCHING_UP);
    }

    @Test
    void whereNobodyIsAtWorkNobodyFollows() {
        drag = SLOW;
        watch.look();
        store.close();
        DatabaseFile file = DatabaseFile.ofStore(place);
        try (SqliteStore read = SqliteStore.openToRead(place, SqliteOptions.DEFAULTS)) {
            Drag found = LagCause.of(400, read, file, clock.instant());
            assertThat(found.cause()).isEqualTo(Cause.NOT_FOLLOWED);
            assertThat(found.reason()).contains("start 'weighbridge follow'");
            assertThat(LagCause.of(3, read, file, clock.instant())).isEqualTo(Drag.NONE);
        }
    }

    @Test
    void rowsThatWaitAreNotedUntilTheyAreWritten() {
        var locked = new RowWait(clock.instant(), "v.db is locked by process 812");
        rowWait = locked;
        watch.look();
        clock.pass(Duration.ofSeconds(70));
        assertThat(NotedRowWait.read(store, clock.instant())).isEqualTo(locked);
        watch.look();
        clock.pass(Duration.ofSeconds(70));
        assertThat(NotedRowWait.read(store, clock.instant())).as("kept fresh").isEqualTo(locked);

        rowWait = RowWait.NONE;
        watch.look();
        assertThat(NotedRowWait.read(store, clock.instant())).isEqualTo(RowWait.NONE);
    }

    @Test
    void rowsOfARunThatHasEndedDoNotWait() {
        rowWait = new RowWait(clock.instant(), "v.db is locked by process 812");
        watch.look();
        clock.pass(Duration.ofMinutes(2));

        assertThat(NotedRowWait.read(store, clock.instant())).isEqualTo(RowWait.NONE);
    }

    @Test
    void aNewRunTakesAwayWhatTheLastOneNoted() {
        rowWait = new RowWait(clock.instant(), "v.db is locked by process 812");
        watch.look();
        rowWait = RowWait.NONE;
        try (var next = new DragWatch(() -> drag, () -> rowWait, store, clock)) {
            next.look();
        }

        assertThat(NotedRowWait.read(store, clock.instant())).isEqualTo(RowWait.NONE);
    }

    private Drag cause(long lag) {
        return LagCause.of(lag, store, DatabaseFile.ofStore(place), clock.instant());
    }
}

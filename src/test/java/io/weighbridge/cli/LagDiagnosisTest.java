package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.store.sqlite.DatabaseFile;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.testing.StillClock;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.LagCause.Kind;
import io.weighbridge.watch.RowWait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process can tell of a run that lags. */
class LagDiagnosisTest {

    private static final LagCause SLOW = new LagCause(Kind.ENDPOINT_SLOW, false, "ws://node takes 3.0 s for an answer");

    @TempDir
    Path folder;

    private final StillClock clock = new StillClock(Instant.now());
    private LagCause lagCause = LagCause.NONE;
    private RowWait rowWait = RowWait.NONE;
    private Path place;
    private SqliteStore store;
    private LagReporter watch;

    @BeforeEach
    void open() {
        place = folder.resolve("weighbridge.db");
        store = SqliteStore.open(place, SqliteOptions.DEFAULTS);
        watch = new LagReporter(() -> lagCause, () -> rowWait, store, clock);
    }

    @AfterEach
    void close() {
        watch.close();
        store.close();
    }

    @Test
    void aRunThatKeepsUpHasNoCause() {
        assertThat(cause(3)).isEqualTo(LagCause.NONE);
    }

    @Test
    void whatTheRunNotedIsTheCause() {
        lagCause = SLOW;
        watch.look();

        assertThat(cause(400)).isEqualTo(SLOW);
        assertThat(cause(-1)).as("where no endpoint tells its head").isEqualTo(SLOW);
    }

    @Test
    void whatIsOverIsNotTheCause() {
        lagCause = SLOW;
        watch.look();
        lagCause = LagCause.NONE;
        watch.look();

        assertThat(cause(3)).isEqualTo(LagCause.NONE);
    }

    @Test
    void aNoteIsKeptFresh() {
        lagCause = SLOW;
        watch.look();
        clock.pass(Duration.ofSeconds(70));
        watch.look();
        clock.pass(Duration.ofSeconds(70));

        assertThat(cause(400)).isEqualTo(SLOW);
    }

    @Test
    void anOldNoteIsNotTheCause() {
        lagCause = SLOW;
        watch.look();
        clock.pass(Duration.ofMinutes(3));

        assertThat(cause(400).kind()).isEqualTo(Kind.STORE_LOCKED);
        assertThat(cause(400).reason()).containsPattern("has not written to .* for \\d+ s");
    }

    @Test
    void aRunThatCannotWriteForWantOfRoomIsToldFrom() {
        DatabaseFile file = DatabaseFile.ofStore(place);
        var full = new DatabaseFile(
                file.path(),
                file.kind(),
                file.owned(),
                file.owner(),
                file.writable(),
                file.folderWritable(),
                file.fileSystem(),
                12_288,
                file.logBytes(),
                file.lastWrite(),
                file.inUse(),
                file.content());

        LagCause found = LagDiagnosis.of(400, store, full, clock.instant());
        assertThat(found.kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
        assertThat(found.reason()).contains("is full: 12 kB are left");
    }

    @Test
    void aRunThatHasJustBegunIsToldFrom() {
        assertThat(cause(400).kind()).isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void whereNobodyIsAtWorkNobodyFollows() {
        lagCause = SLOW;
        watch.look();
        store.close();
        DatabaseFile file = DatabaseFile.ofStore(place);
        try (SqliteStore read = SqliteStore.openToRead(place, SqliteOptions.DEFAULTS)) {
            LagCause found = LagDiagnosis.of(400, read, file, clock.instant());
            assertThat(found.kind()).isEqualTo(Kind.NOT_FOLLOWED);
            assertThat(found.reason()).contains("start 'weighbridge follow'");
            assertThat(LagDiagnosis.of(3, read, file, clock.instant())).isEqualTo(LagCause.NONE);
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
        try (var next = new LagReporter(() -> lagCause, () -> rowWait, store, clock)) {
            next.look();
        }

        assertThat(NotedRowWait.read(store, clock.instant())).isEqualTo(RowWait.NONE);
    }

    private LagCause cause(long lag) {
        return LagDiagnosis.of(lag, store, DatabaseFile.ofStore(place), clock.instant());
    }
}

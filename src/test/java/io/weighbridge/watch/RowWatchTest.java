package io.weighbridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.testing.StillClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowWatchTest {

    private static final Path STORE = Path.of("weighbridge.db");
    private static final Path VALIDATORS = Path.of("validator.db");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final StillClock clock = new StillClock(START);
    private final RowWatch watch = new RowWatch(STORE, file -> Optional.of("process 812 (sqlite3)"), clock);

    @Test
    void noRowsWaitAtFirst() {
        assertThat(watch.now()).isEqualTo(RowWait.NONE);
        assertThat(watch.length()).isZero();
    }

    @Test
    void rowsWaitWhileTheValidatorsFileIsLocked() {
        watch.busy(VALIDATORS);
        clock.pass(Duration.ofSeconds(50));
        watch.busy(VALIDATORS);

        assertThat(watch.now().since()).isEqualTo(START);
        assertThat(watch.now().reason()).startsWith("validator.db is locked by process 812 (sqlite3); end what keeps");
        assertThat(watch.length()).isEqualTo(Duration.ofSeconds(50));

        watch.committed(VALIDATORS, Duration.ofSeconds(50));
        assertThat(watch.now()).isEqualTo(RowWait.NONE);
        assertThat(watch.length()).isZero();
    }

    @Test
    void aLockOfSomeSecondsIsNoNews() {
        watch.busy(VALIDATORS);
        clock.pass(Duration.ofMillis(4_999));
        assertThat(watch.now()).isEqualTo(RowWait.NONE);

        clock.pass(Duration.ofMillis(1));
        assertThat(watch.now().isPresent()).isTrue();
    }

    @Test
    void aLockOfTheStoreKeepsNoRows() {
        watch.busy(STORE);
        clock.pass(Duration.ofMinutes(1));

        assertThat(watch.now()).isEqualTo(RowWait.NONE);
    }

    @Test
    void aWriteToTheStoreDoesNotFreeTheValidatorsFile() {
        watch.busy(VALIDATORS);
        watch.committed(STORE, Duration.ZERO);
        clock.pass(Duration.ofMinutes(1));

        assertThat(watch.now().isPresent()).isTrue();
    }

    @Test
    void rowsWaitFromTheFirstRefusalForTheLastReason() {
        watch.rowsWait("the disk is full");
        clock.pass(Duration.ofSeconds(12));
        watch.rowsWait("the file is damaged");

        assertThat(watch.now()).isEqualTo(new RowWait(START, "the file is damaged"));
        assertThat(watch.length()).isEqualTo(Duration.ofSeconds(12));

        watch.rowsKept();
        assertThat(watch.now()).isEqualTo(RowWait.NONE);
    }

    @Test
    void whoWasNotSeenIsAnotherProgram() {
        var blind = new RowWatch(STORE, file -> Optional.empty(), clock);
        blind.busy(VALIDATORS);
        clock.pass(Duration.ofMinutes(1));

        assertThat(blind.now().reason()).startsWith("validator.db is locked by another program; ");
    }
}

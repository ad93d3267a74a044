package io.weighbridge.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weighbridge.testing.SecondProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Linux tells of locks. */
class LockHolderTest {

    private static final Duration LOOKING = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private SecondProcess other;
    private Path file;
    private int pauses;

    @BeforeEach
    void create() {
        assumeTrue(Files.isReadable(Path.of("/proc/locks")), "locks are not told of here");
        other = SecondProcess.start();
        file = folder.resolve("v.db");
        other.run(file, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
    }

    @AfterEach
    void close() {
        if (other != null) {
            other.close();
        }
    }

    @Test
    void nobodyHoldsAFileThatIsOnlyRead() {
        other.hold(file, "SELECT * FROM t");

        assertThat(LockHolder.of(file)).isEmpty();
        assertThat(lasting()).isEmpty();
        assertThat(pauses).isZero();
    }

    @Test
    void whoWritesHoldsIt() {
        other.hold(file, "BEGIN IMMEDIATE");

        assertThat(LockHolder.of(file)).get().asString().matches("process \\d+ \\(python3?.*\\)");
        assertThat(lasting()).isEqualTo(LockHolder.of(file));
        assertThat(pauses).isEqualTo(10);
    }

    @Test
    void whoLetsGoMeanwhileHoldsItForNoLongTime() {
        other.hold(file, "BEGIN IMMEDIATE");

        assertThat(LockHolder.lasting(file, LOOKING, duration -> other.letGo("COMMIT")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsHeldByNobody() {
        assertThat(LockHolder.of(folder.resolve("none.db"))).isEmpty();
    }

    private java.util.Optional<String> lasting() {
        return LockHolder.lasting(file, LOOKING, duration -> pauses++);
    }
}

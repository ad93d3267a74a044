package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes, told to end by real signals. */
class SignalTest {

    /** The bit of signal 2. */
    private static final long SIGINT = 1 << 1;

    @TempDir
    private Path home;

    private Devnet node;

    @BeforeEach
    void startNode() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7), 60));
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalEndsFollowWithItsCodeAndTheStateSaved(String signal, int code) throws Exception {
        Process follow = start("follow", "--from", "1", "--http", "off");
        try {
            awaitCoverage();
            send(signal, follow);

            assertThat(follow.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(follow.exitValue()).isEqualTo(code);
            assertThat(Files.readString(log())).contains("stopped; everything up to here is stored");
        } finally {
            follow.destroyForcibly();
        }
        assertThat(status()).contains("verified    1–" + node.finalizedNumber() + " ");
    }

    @Test
    void aSignalEndsAFollowThatHasNoAnswerYet() throws Exception {
        node.close();
        Process follow = start("follow", "--from", "1", "--http", "off");
        try {
            Awaitility.await().until(() -> Files.readString(log()).contains("asking ws://"));
            send("TERM", follow);

            assertThat(follow.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(follow.exitValue()).isIn(143, 3);
        } finally {
            follow.destroyForcibly();
        }
    }

    private Process start(String command, String... more) throws IOException {
        var line = new ArrayList<>(withUsualSignals());
        line.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--hotkey",
                node.trackedHotkey().ss58(),
                "--endpoint",
                node.uri().toString(),
                "--store",
                home.resolve("w.db").toString()));
        line.addAll(List.of(more));
        return new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log().toFile())
                .start();
    }

    /** A process in the background of a script ignores SIGINT, and so would all that it starts. */
    private static List<String> withUsualSignals() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", 2)[1], 16) & SIGINT) != 0);
        return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }

    private void awaitCoverage() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Files.exists(home.resolve("w.db"))
                        && status().contains("verified    1–" + node.finalizedNumber() + " "));
    }

    private String status() {
        var console = new CapturedConsole(home);
        console.run("status", "--store", home.resolve("w.db").toString());
        return console.out();
    }

    private Path log() {
        return home.resolve("err.log");
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        assertThat(kill.waitFor())
                .as(new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }
}

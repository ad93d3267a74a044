package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.store.sqlite.ValidatorDatabase;
import io.weighbridge.testing.OtherUser;
import io.weighbridge.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes of the program that want the same validator's file. */
class OneSidecarTest {

    @TempDir
    private Path home;

    private Devnet node;
    private ValidatorDatabase validator;

    @BeforeEach
    void start() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(0), 300));
        validator = ValidatorDatabase.create(home.resolve("validator.db"));
        validator.run(ValidatorDatabase.WEIGHTS);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aSecondOneIsRefusedByNameAndNothingIsDoubled() throws Exception {
        Process first = program("one", "follow", "--from", "1", "--http", "off");
        try {
            await().until(() -> !first.isAlive()
                    || !validator.ask("SELECT id FROM weight_transactions").isEmpty());
            assertThat(first.isAlive()).as(said("one")).isTrue();

            for (String[] other : List.<String[]>of(
                    new String[] {"follow", "--from", "1", "--http", "off"},
                    new String[] {"backfill", "--from", "1"})) {
                Process second = program("two", other);
                boolean ended = second.waitFor(Patience.SECONDS, TimeUnit.SECONDS);
                second.destroyForcibly();
                assertThat(ended).as(said("two")).isTrue();
                assertThat(second.exitValue()).as(said("two")).isEqualTo(4);
                assertThat(said("two"))
                        .contains("in use by another Weighbridge, process " + first.pid() + ", since ")
                        .contains("stop that one first");
            }
        } finally {
            first.destroy();
            assertThat(first.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(
                        validator.ask(
                                "SELECT count(*), count(DISTINCT l.fact) FROM weight_transactions t LEFT JOIN weighbridge_links l ON l.row_id = t.id"))
                .singleElement()
                .asString()
                .matches("(\\d+)\\|\\1");
    }

    @Test
    void anotherUserThanTheOwnerIsRefusedBeforeSideFilesAreMade() throws Exception {
        try (OtherUser user = OtherUser.enter()) {
            ValidatorDatabase.create(user.folder().resolve("validator.db"));
            Process other = new ProcessBuilder(user.command(command(user.folder(), "other", "follow", "--http", "off")))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(other.waitFor()).as(said).isEqualTo(4);
            assertThat(said)
                    .contains("expected a file of the user who runs Weighbridge (uid " + OtherUser.UID
                            + "), found one of uid 0");
            try (Stream<Path> files = Files.list(user.folder())) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("validator")))
                        .containsExactly(user.folder().resolve("validator.db"));
            }
        }
    }

    private Process program(String name, String... arguments) throws IOException {
        return new ProcessBuilder(command(home, name, arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log(name).toFile())
                .start();
    }

    /** Each with a store of its own. */
    private List<String> command(Path folder, String name, String... arguments) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--db",
                folder.resolve("validator.db").toString(),
                "--store",
                folder.resolve(name + ".db").toString(),
                "--netuid",
                node.trackedNetuid().toString(),
                "--hotkey",
                node.trackedHotkey().ss58(),
                "--endpoint",
                node.uri().toString()));
        return command;
    }

    private String said(String name) throws IOException {
        return Files.readString(log(name));
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }
}

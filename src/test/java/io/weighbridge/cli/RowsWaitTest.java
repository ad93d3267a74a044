package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.store.sqlite.ValidatorDatabase;
import io.weighbridge.testing.SecondProcess;
import io.weighbridge.testing.SmallDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validator's file cannot be written for a while: its rows wait, and nothing else does. */
class RowsWaitTest {

    private static final String ROWS = "SELECT count(*) FROM weight_transactions";

    @TempDir
    private Path home;

    private Devnet node;
    private SecondProcess validator;
    private CapturedConsole console;
    private Path file;

    @BeforeEach
    void start() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(0), 500));
        validator = SecondProcess.start();
        console = new CapturedConsole(home);
        create(home.resolve("validator.db"));
    }

    @AfterEach
    void stop() {
        validator.close();
        node.close();
    }

    @Test
    void factsGoOnWhileTheFileIsLockedAndRowsFollowWhenItIsFree() throws Exception {
        validator.hold(file, "BEGIN IMMEDIATE");
        var interruption = Interruption.never();
        CompletableFuture<Integer> ended = follow(interruption);
        try {
            awaitCoverage(ended);
            for (int i = 0; i < 20; i++) {
                node.produce();
            }
            awaitCoverage(ended);
            assertThat(validator.run(file, ROWS)).containsExactly("0");
            awaitStatus(ended, "some wait since", "validator.db is locked by");

            validator.letGo("COMMIT");
            await().until(() -> ended.isDone() || !validator.run(file, ROWS).equals(List.of("0")));
        } finally {
            interruption.interrupt();
        }
        assertThat(ended.get()).as(console.err()).isZero();
        assertThat(run("reconcile")).isZero();
        assertThat(run("status")).isZero();
        assertThat(console.out()).doesNotContain("some wait since");
    }

    @Test
    void followEndsThoughTheFileIsStillLocked() throws Exception {
        validator.hold(file, "BEGIN IMMEDIATE");
        var interruption = Interruption.never();
        CompletableFuture<Integer> ended = follow(interruption);
        awaitCoverage(ended);
        interruption.interrupt();

        assertThat(ended.get()).as(console.err()).isZero();
        assertThat(validator.run(file, "SELECT name FROM sqlite_master WHERE name LIKE 'weighbridge%'"))
                .isEmpty();
        validator.letGo("COMMIT");
        assertThat(run("reconcile")).isZero();
        assertThat(validator.run(file, ROWS)).isNotEqualTo(List.of("0"));
    }

    @Test
    void backfillAndReconcileSayHowManyRowsWaitForRoomOnTheDisk() throws IOException {
        Path folder = Files.createDirectory(home.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(folder, "800k")) {
            create(disk.folder().resolve("validator.db"));
            validator.hold(file, "INSERT INTO miners VALUES ('5Miner', 7)");
            Path ballast = folder.resolve("ballast");
            leave(40_960, ballast);

            assertThat(run("backfill", "--from", "1")).as(console.err()).isEqualTo(4);
            assertThat(console.err())
                    .containsPattern("[1-9][0-9]* rows? waits?, while all that was seen of the chain is stored")
                    .contains("the disk is full")
                    .contains("Then run the same command again");
            assertThat(console.out()).contains("16 weight actions found");
            leave(16_384, ballast);
            assertThat(run("reconcile")).isEqualTo(4);
            assertThat(console.err()).containsPattern("[1-9][0-9]* rows? waits?, while");

            Files.delete(ballast);
            assertThat(run("backfill", "--from", "1")).as(console.err()).isZero();
            assertThat(validator.run(file, ROWS)).isNotEqualTo(List.of("0"));
        }
    }

    private void create(Path database) {
        file = database;
        validator.run(
                file,
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE miners (hotkey TEXT PRIMARY KEY, uid INTEGER)",
                "CREATE TABLE performance_snapshots (id INTEGER PRIMARY KEY)",
                "CREATE TABLE scoring_runs (id INTEGER PRIMARY KEY)");
        validator.run(file, ValidatorDatabase.WEIGHTS.split(";", -1));
    }

    /** Leaves so many bytes of the disk free, and none in the write-ahead log. */
    private void leave(int free, Path ballast) throws IOException {
        Files.deleteIfExists(ballast);
        validator.run(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - free);
            }
        }
    }

    private void awaitCoverage(CompletableFuture<Integer> ended) {
        await().until(() -> ended.isDone() || covered() == node.finalizedNumber());
    }

    /** What another process is told of them; the run looks at itself every ten seconds. */
    private void awaitStatus(CompletableFuture<Integer> ended, String... words) {
        var other = new CapturedConsole(home);
        await().untilAsserted(() -> {
            other.run(arguments("status", "--offline").toArray(String[]::new));
            assertThat(ended).isNotDone();
            assertThat(other.out()).contains(words);
        });
    }

    private long covered() {
        Path store = home.resolve("weighbridge.db");
        List<String> last = Files.exists(store)
                ? validator.run(store, "SELECT 1 FROM sqlite_master WHERE name = 'coverage'")
                : List.of();
        return last.isEmpty()
                ? 0
                : Long.parseLong(validator
                        .run(store, "SELECT coalesce(max(to_block), 0) FROM coverage")
                        .get(0));
    }

    private CompletableFuture<Integer> follow(Interruption interruption) {
        List<String> arguments = arguments("follow", "--from", "1", "--http", "off");
        return CompletableFuture.supplyAsync(
                () -> console.run(interruption, Map.of(), arguments.toArray(String[]::new)));
    }

    private int run(String... command) {
        return console.run(arguments(command).toArray(String[]::new));
    }

    private List<String> arguments(String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(
                "--db",
                file.toString(),
                "--store",
                home.resolve("weighbridge.db").toString(),
                "--netuid",
                node.trackedNetuid().toString(),
                "--hotkey",
                node.trackedHotkey().ss58()));
        if (!command[0].equals("reconcile")) {
            arguments.addAll(List.of("--endpoint", node.uri().toString()));
        }
        return arguments;
    }
}

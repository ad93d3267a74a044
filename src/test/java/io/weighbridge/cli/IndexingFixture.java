package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node with 120 blocks of which 118 are final; nothing leaves the machine. */
abstract class IndexingFixture {

    static final long BEST = 120;
    static final ObjectMapper JSON = new ObjectMapper();

    static Devnet node;

    /** A store with all that the hotkey did, for tests of what comes after a backfill. */
    @TempDir
    static Path shared;

    @TempDir
    Path home;

    CapturedConsole console;
    String store;

    @BeforeAll
    static void startNode() {
        node = Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(60), BEST));
        String[] backfill = arguments(shared.resolve("w.db"), "backfill", "--from", "1");
        assertThat(new CapturedConsole(shared).run(backfill)).isZero();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
        store = home.resolve("w.db").toString();
    }

    /** The store as a backfill of everything leaves it. */
    void backfilled() throws IOException {
        Files.copy(shared.resolve("w.db"), Path.of(store));
    }

    int index(String command, String... more) {
        return console.run(arguments(Path.of(store), command, more));
    }

    static String[] arguments(Path store, String command, String... more) {
        var arguments = new ArrayList<String>();
        arguments.add(command);
        if (!List.of(more).contains("--hotkey")) {
            arguments.addAll(List.of("--hotkey", node.trackedHotkey().ss58()));
        }
        arguments.addAll(List.of("--store", store.toString()));
        arguments.addAll(List.of("--endpoint", node.uri().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    List<JsonNode> history() throws IOException {
        assertThat(console.run("history", "--store", store, "--format", "json", "--limit", "0"))
                .isZero();
        var facts = new ArrayList<JsonNode>();
        JSON.readTree(console.out()).forEach(facts::add);
        return facts;
    }

    JsonNode status() throws IOException {
        assertThat(console.run(
                        "status",
                        "--store",
                        store,
                        "--format",
                        "json",
                        "--endpoint",
                        node.uri().toString()))
                .isZero();
        return JSON.readTree(console.out());
    }
}

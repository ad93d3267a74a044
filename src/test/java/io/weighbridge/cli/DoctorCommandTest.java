package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorCommandTest {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private CapturedConsole console;

    @BeforeEach
    void open() {
        console = new CapturedConsole(home);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --netuid 1 | fault | no hotkey is set
            --hotkey {} --db v.db | fault | no netuid is set
            --hotkey {} --netuid 1 --db v.db --store v.db | fault | v.db as --db and as --store
            --hotkey {} --netuid 1 --db v.db | fault | there is nothing at
            --hotkey {} --netuid 5000 | fault | cannot use netuid '5000'
            --hotkey 5Grw --netuid 1 | fault | is not an SS58 address
            --hotkey {} --network finey | fault | did you mean 'finney'?
            --hotkey {} --endpoint ws://node.example.org:9944 | warning | is not encrypted
            --hotkey {} --http 0.0.0.0:0 | warning | can be reached from other machines
            --hotkey {} --trust-endpoint | warning | trust-endpoint is on for a public network
            --hotkey {} --store no/such/folder/w.db | fault | cannot be made in
            --hotkey {} | note | no --db: rows go to the store
            --hotkey {} --store w.db | note | not made yet: 'follow' or 'backfill' will make
            --hotkey {} --http off | note | off: no page, no metrics, no health
            --hotkey {} --http 127.0.0.1:0 | ok | 127.0.0.1:0 is free
            """)
    void aMistakeInTheSettingsIsFound(String options, String level, String text) throws IOException {
        List<JsonNode> findings = doctor(("--offline --format json " + options.replace("{}", ALICE)).split(" "));

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path("level").asText()).isEqualTo(level);
            assertThat(finding.path("text").asText()).contains(text);
        });
    }

    @Test
    void aPortThatIsTakenIsGoodToKnow() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + other.getLocalPort();

            assertThat(doctor("--offline", "--format", "json", "--hotkey", ALICE, "--http", place))
                    .anySatisfy(finding -> {
                        assertThat(finding.path("level").asText()).isEqualTo("note");
                        assertThat(finding.path("text").asText()).startsWith(place + " is in use: by 'follow'");
                    });
        }
    }

    @Test
    void aMistakeInTheFileIsFound() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/weighbridge.yaml"), "hotkeys: all\n");

        assertThat(doctor("--offline", "--format", "json"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.path("text").asText()).contains("unknown key 'hotkeys'", "line 1"));
    }

    @Test
    void secretsThatEverybodyCanReadAreFound() throws IOException {
        Path file = Files.createDirectories(home.resolve("config")).resolve("weighbridge.yaml");
        Files.writeString(file, "alerts.webhook: https://chat.example/hooks/abc\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(doctor("--offline", "--format", "json", "--hotkey", ALICE)).anySatisfy(finding -> {
            assertThat(finding.path("level").asText()).isEqualTo("warning");
            assertThat(finding.path("text").asText())
                    .isEqualTo("every user of this machine can read " + file + ", which holds secrets: alerts.webhook");
            assertThat(finding.path("remedy").asText()).contains("chmod o= " + file, "chgrp GROUP");
        });

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(doctor("--offline", "--format", "json", "--hotkey", ALICE))
                .noneMatch(finding -> finding.path("text").asText().contains("secrets"));
    }

    @Test
    void aNodeThatCannotBeReachedIsFoundAndEndsWithFive() {
        assertThat(console.run(
                        "doctor",
                        "--hotkey",
                        ALICE,
                        "--netuid",
                        "1",
                        "--store",
                        store(),
                        "--endpoint",
                        "ws://127.0.0.1:1"))
                .isEqualTo(5);
        assertThat(console.out()).contains("✗ ws://127.0.0.1:1").contains("→ check URL and network");
    }

    @Test
    void aNodeThatCannotBeReachedIsAWarningWhileAnotherServes() {
        try (Devnet node = Devnet.start(DevnetOptions.still(
                Scenario.withSeed(7).withClock(Instant.now().minusSeconds(500), Duration.ofSeconds(12)), 40))) {
            String endpoints = "--endpoint ws://127.0.0.1:1 --endpoint " + node.uri();

            assertThat(console.run(("doctor --netuid 1 --hotkey "
                                    + node.trackedHotkey().ss58() + " --store " + store() + " " + endpoints)
                            .split(" ")))
                    .as(console.out())
                    .isZero();
        }
        assertThat(console.out()).contains("! ws://127.0.0.1:1").contains("0 faults, 1 warning");
    }

    @Test
    void whatIsSoundEndsWithZeroAndWritesNothing() throws IOException {
        try (Devnet node = Devnet.start(DevnetOptions.still(
                Scenario.withSeed(7).withClock(Instant.now().minusSeconds(500), Duration.ofSeconds(12)), 40))) {
            assertThat(console.run(
                            "doctor",
                            "--hotkey",
                            node.trackedHotkey().ss58(),
                            "--netuid",
                            node.trackedNetuid().toString(),
                            "--store",
                            store(),
                            "--http",
                            "off",
                            "--endpoint",
                            node.uri().toString()))
                    .as(console.out())
                    .isZero();
        }
        assertThat(console.out()).contains("with a validator's permit").endsWith("nothing is wrong\n");
        assertThat(console.err()).isEmpty();
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aValidatorsPathFromTheEnvironmentIsFound() {
        assertThat(console.run(Interruption.never(), Map.of("VALIDATOR_DB_PATH", "data/v.db"), "doctor", "--offline"))
                .isEqualTo(5);
        assertThat(console.out()).contains("the validator counts relative paths from its project's root");
    }

    private String store() {
        return home.resolve("w.db").toString();
    }

    private List<JsonNode> doctor(String... options) throws IOException {
        var arguments = new ArrayList<String>(List.of("doctor"));
        for (String option : options) {
            arguments.add(option.matches("[a-z]+\\.db") ? home.resolve(option).toString() : option);
        }
        console.run(arguments.toArray(String[]::new));
        var findings = new ArrayList<JsonNode>();
        JSON.readTree(console.out()).path("findings").forEach(findings::add);
        return findings;
    }
}

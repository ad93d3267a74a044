package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the installer would do; nothing of it is done. */
class InstallScriptTest {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    @TempDir
    private Path folder;

    private Path database;
    private String output = "";

    @BeforeEach
    void makeFile() throws IOException {
        database = Files.createFile(folder.toRealPath().resolve("validator.db"));
    }

    @Test
    void theServiceMayWriteBesideItsDatabasesOnly() throws Exception {
        assertThat(install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30"))
                .isZero();

        assertThat(output)
                .contains("ProtectSystem=strict", "NoNewPrivileges=yes", "MemoryMax=512M")
                .contains("| ReadWritePaths=" + database.getParent() + "\n")
                .contains("| User=" + Files.getOwner(database).getName() + "\n")
                .contains("| hotkey: " + ALICE + "\n", "| netuid: 30\n");
    }

    @Test
    void onlyTheServiceAndRootMayReadTheSettings() throws Exception {
        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30");

        String group = Files.readAttributes(database, PosixFileAttributes.class)
                .group()
                .getName();
        assertThat(output)
                .contains("would write /etc/weighbridge/weighbridge.yaml (mode 640, group " + group + "):\n")
                .contains("| Group=" + group + "\n");
    }

    @Test
    void settingsThatAreThereAreLeftAsTheyAreAndTheirReadersTold() throws Exception {
        Path root = folder.toRealPath().resolve("root");
        Path settings = Files.createDirectories(root.resolve("etc/weighbridge")).resolve("weighbridge.yaml");
        Files.createFile(settings);
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30", "--root", root.toString());
        assertThat(output).contains("left as it is: " + settings + "\nevery user can read it; ");

        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));
        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30", "--root", root.toString());
        assertThat(output).contains("left as it is: " + settings + "\n").doesNotContain("every user can read it");
    }

    @Test
    void theCommandFindsTheSettingsOfTheService() throws Exception {
        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30");

        assertThat(output)
                .contains("ln -sfn /etc/weighbridge/weighbridge.yaml /opt/weighbridge/config/weighbridge.yaml\n");
    }

    @Test
    void aStoreElsewhereMayBeWrittenToo() throws Exception {
        Path other = Files.createDirectory(folder.toRealPath().resolve("other"));

        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30", "--store", other + "/w.db");
        assertThat(output).contains("| ReadWritePaths=" + database.getParent() + " " + other + "\n");
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        Path root = folder.resolve("root");

        install("--db", database.toString(), "--hotkey", ALICE, "--netuid", "30", "--root", root.toString());
        assertThat(root).doesNotExist();
    }

    @Test
    void whatIsMissingIsToldInOneLine() throws Exception {
        assertThat(install("--hotkey", ALICE, "--netuid", "30")).isEqualTo(2);
        assertThat(output).isEqualTo("install: --db is missing: where is the validator's file? See --help\n");
        assertThat(install("--db", folder + "/none.db", "--hotkey", ALICE, "--netuid", "30"))
                .isEqualTo(2);
        assertThat(output)
                .startsWith("install: there is no file " + folder + "/none.db")
                .hasLineCount(1);
        assertThat(install("--what")).isEqualTo(2);
        assertThat(output).isEqualTo("install: unknown option '--what'; see --help\n");
    }

    private int install(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("bash", "scripts/install", "--dry-run"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}

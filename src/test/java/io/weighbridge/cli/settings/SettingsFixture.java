package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Flags, variables and a folder with a configuration file, from which settings are read. */
abstract class SettingsFixture {

    static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    final Map<Key, List<String>> flags = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(home.resolve("config"));
    }

    Settings read() {
        return SettingsReader.read(flags, environment, home);
    }

    Path file() {
        return home.resolve("config/weighbridge.yaml");
    }

    void file(String text) {
        try {
            Files.writeString(file(), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertRefused(ThrowingCallable reading, String line) {
        assertThatThrownBy(reading).isInstanceOf(ConfigException.class).hasMessage(line);
    }
}

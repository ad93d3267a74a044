package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSecretsTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alerts.webhook: https://discord.example/api/webhooks/1/abc              | alerts.webhook
            alerts: {webhook: [https://one.example, https://two.example]}           | alerts.webhook
            endpoint: [wss://one.example, wss://two.example/key/abc]                | endpoint
            endpoint: wss://me:secret@one.example                                   | endpoint
            store: jdbc:postgresql://h/d?user=me&password=abc                       | store
            store: jdbc:postgresql://me:abc@h/d                                     | store
            """)
    void aSecretThatEverybodyCanReadIsFound(String line, String key) throws IOException {
        Path file = write(line, "rw-r--r--");

        assertThat(found()).contains(new OpenSecrets(file, List.of(key)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint: wss://one.example:443",
                "store: jdbc:postgresql://h/d?user=me",
                "hotkey: all",
                "db: /home/v/password=.db"
            })
    void whereThereIsNoneNothingIsFound(String line) throws IOException {
        write(line, "rw-r--r--");

        assertThat(found()).isEmpty();
    }

    @Test
    void aFileForItsGroupAloneIsNoConcern() throws IOException {
        write("alerts.webhook: https://discord.example/api/webhooks/1/abc", "rw-r-----");

        assertThat(found()).isEmpty();
    }

    @Test
    void withoutAFileThereIsNothingToFind() {
        assertThat(found()).isEmpty();
    }

    private Path write(String line, String mode) throws IOException {
        Path file = Files.createDirectories(home.resolve("config")).resolve("weighbridge.yaml");
        Files.writeString(file, line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Optional<OpenSecrets> found() {
        return OpenSecrets.in(Map.of(), Map.of(), home);
    }
}

package io.weighbridge.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyLogFormatTest {

    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path home;

    @Test
    void textIsUsual() {
        assertThat(isJson(NOTHING, "follow")).isFalse();
    }

    @Test
    void theLineComesFirst() {
        assertThat(isJson(NOTHING, "follow", "--log-format", "json")).isTrue();
        assertThat(isJson(NOTHING, "follow", "--log-format=json", "--nonsense")).isTrue();
        assertThat(isJson(Map.of("WEIGHBRIDGE_LOG_FORMAT", "json"), "follow", "--log-format", "text"))
                .isFalse();
        assertThat(isJson(NOTHING, "follow", "--log-format")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-format: json",
                "log-format:   'json'  # for the collector",
                "a: 1\nlog-format: \"json\"\nb: ["
            })
    void theFileComesLastHoweverBadTheRestOfItIs(String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/weighbridge.yaml"), text);

        assertThat(isJson(NOTHING, "follow")).isTrue();
        assertThat(isJson(Map.of("WEIGHBRIDGE_LOG_FORMAT", "text"), "follow")).isFalse();
    }

    @Test
    void theFileIsTheOneThatIsNamed() throws IOException {
        Path named = Files.writeString(home.resolve("other.yaml"), "log-format: json\n");

        assertThat(isJson(NOTHING, "follow", "--config", named.toString())).isTrue();
        assertThat(isJson(Map.of("WEIGHBRIDGE_CONFIG", named.toString()), "follow"))
                .isTrue();
        assertThat(isJson(NOTHING, "follow", "--config", home.toString())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# log-format: json", "  log-format: json", "log-format: jsonl", "log-format: text"})
    void whatSaysSomethingElseIsNot(String text) throws IOException {
        Path named = Files.writeString(home.resolve("other.yaml"), text);

        assertThat(isJson(NOTHING, "follow", "--config", named.toString())).isFalse();
    }

    private boolean isJson(Map<String, String> environment, String... line) {
        return EarlyLogFormat.isJson(List.of(line), environment, home);
    }
}

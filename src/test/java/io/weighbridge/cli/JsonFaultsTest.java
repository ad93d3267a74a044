package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever collects the log as JSON finds every fault in it, also those that come before there is a log. */
class JsonFaultsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            follow --log-format json --nonsense               | 2 | unknown option '--nonsense'
            follow --log-format json                          | 2 | no hotkey is set
            follow --log-format json --hotkey 5Grw            | 2 | is not an SS58 address
            folow --log-format=json                           | 2 | unknown command 'folow'; did you mean 'follow'?
            status --log-format json --store none.db          | 4 | found nothing
            status --log-format json --store none.db -v       | 4 | found nothing
            history --log-format json --limit many            | 2 | a whole number
            """)
    void aFaultIsOneObjectWithTheFieldsOfTheLog(String line, int code, String text) throws IOException {
        var console = new CapturedConsole(home);

        assertThat(console.run(line.split(" "))).isEqualTo(code);

        assertThat(console.out()).isEmpty();
        JsonNode told = only(console.err());
        assertThat(told.path("level").asText()).isEqualTo("ERROR");
        assertThat(told.path("formattedMessage").asText()).contains(text);
        assertThat(told.path("timestamp").isNumber()).isTrue();
        assertThat(told.path("loggerName").asText()).isEqualTo("io.weighbridge.cli.Main");
        assertThat(told.has("throwable") && !told.path("throwable").isNull()).isEqualTo(line.endsWith("-v"));
    }

    @Test
    void aFileThatCannotBeReadAsksForJsonAllTheSame() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/weighbridge.yaml"), "log-format: json\nhotkeys: all\n");
        var console = new CapturedConsole(home);

        assertThat(console.run("follow")).isEqualTo(2);

        assertThat(only(console.err()).path("formattedMessage").asText()).contains("unknown key 'hotkeys'", "line 2");
    }

    private static JsonNode only(String lines) throws IOException {
        assertThat(lines.lines()).hasSize(1);
        return JSON.readTree(lines);
    }
}

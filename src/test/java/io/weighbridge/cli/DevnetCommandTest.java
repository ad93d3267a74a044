package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.AccountId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevnetCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = Interruption.never();

    @Test
    void saysInOneLineWhereItIsAndEndsWhenToldTo() throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                () -> run("--port", "0", "--block-time", "0s", "--history", "--blocks", "5", "--netuids", "7,8"));
        await().until(() -> text(out).endsWith("\n") || code.isDone());
        JsonNode line = new ObjectMapper().readTree(text(out));
        assertThat(line.get("url").textValue()).startsWith("ws://127.0.0.1:");
        assertThat(AccountId.fromSs58(line.get("hotkey").textValue())).isNotNull();
        assertThat(line.get("netuid").intValue()).isEqualTo(7);
        assertThat(line.get("best").intValue()).isEqualTo(5);
        interruption.interrupt();
        assertThat(code.get()).isZero();
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 70000         | port 70000 is not within 0 to 65535",
                "--netuids 0          | netuid 0 is root",
                "--netuids 1,1        | a netuid appears twice",
                "--netuids 9999       | 9999",
                "--hotkey-count 3     | hotkey count 3 is not within 8 to 1024",
                "--block-time soon    | block-time 'soon'",
                "--history            | --history needs --blocks",
                "--seed much          | cannot use seed 'much' (flag --seed): expected a whole number",
                "--history --blocks -1 | history -1"
            })
    void refusesWhatItCannotUseInOneLine(String options, String why) {
        assertThat(run(options.split(" "))).isEqualTo(ExitCode.USAGE.value());
        assertThat(text(err)).contains(why).hasLineCount(1);
        assertThat(text(out)).isEmpty();
    }

    private int run(String... options) {
        var args = new String[options.length + 1];
        args[0] = "devnet";
        System.arraycopy(options, 0, args, 1, options.length);
        var console = new Console(print(out), print(err), Map.of(), Path.of(""), false, false);
        return Main.run(console, interruption, args);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream of) {
        return of.toString(StandardCharsets.UTF_8);
    }
}

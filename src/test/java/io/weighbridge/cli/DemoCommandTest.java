package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path home;

    @Test
    void aShortDemoShowsRowsAgreeAndDisagreeWithTheChainAndLeavesItsSettings() {
        var console = new CapturedConsole(home);
        Path store = home.resolve("demo.db");

        int code = console.run(
                "demo", "--for", "2s", "--speed", "120", "--http", "127.0.0.1:0", "--store", store.toString());

        assertThat(code).as(console.err()).isZero();
        assertThat(console.out())
                .contains("backfill  blocks 1–4")
                .containsPattern("page      http://127.0.0.1:\\d+\n")
                .containsPattern("rows      .*\\d+ agreed, \\d+ filled, \\d+ corrected, ")
                .containsPattern("Against the chain: .* never submitted, \\d+ never logged")
                .contains("  scripts/weighbridge history --limit 20 --config " + home.resolve("demo.yaml"))
                .doesNotContain("\u001b");
        assertThat(console.run(
                        "history",
                        "--limit",
                        "3",
                        "--config",
                        home.resolve("demo.yaml").toString()))
                .as(console.err())
                .isZero();
        assertThat(console.out().lines()).hasSize(4);
        assertThat(console.run(
                        "status",
                        "--offline",
                        "--config",
                        home.resolve("demo.yaml").toString()))
                .as(console.err())
                .isZero();
        assertThat(console.out())
                .containsPattern(
                        "^last set  .* blocks? \\(\\d\\.\\d tempos\\) ago, (fine|overdue: more than 3 tempos)\n")
                .containsPattern("\ncommits   .*\\d+ revealed, ")
                .containsPattern("\nrows      .*\\d+ agreed, \\d+ filled, \\d+ corrected, ");
    }

    @Test
    void aStoreThatExistsIsLeftAlone() throws Exception {
        var console = new CapturedConsole(home);
        Path store = Files.writeString(home.resolve("mine.db"), "mine");

        assertThat(console.run("demo", "--for", "1s", "--store", store.toString()))
                .isEqualTo(2);
        assertThat(console.err()).startsWith("weighbridge: cannot use store '" + store + "' (flag --store): it exists");
        assertThat(store).hasContent("mine");
    }
}

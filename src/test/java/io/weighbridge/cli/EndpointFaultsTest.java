package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.source.replay.Recording;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.NeedsChainData;
import io.weighbridge.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of an endpoint that cannot, or will not, do its work. */
@NeedsChainData
class EndpointFaultsTest {

    private static final int ALWAYS = 1_000_000;

    @TempDir
    private Path home;

    private FakeNode node;
    private CapturedConsole console;

    @BeforeEach
    void startNode() {
        node = FakeNode.serving(Recording.read(SharedData.path("recordings/spec-103-119-143.jsonl.gz")));
        console = new CapturedConsole(home);
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void aPrunedEndpointCannotServeABackfill() {
        node.inject("state_getStorage", ALWAYS, Fault.Refusal.pruned());

        assertThat(backfill("--trust-endpoint")).isEqualTo(3);
        assertThat(console.err())
                .startsWith("weighbridge: ")
                .contains(node.uri().toString(), "archive")
                .hasLineCount(1);
    }

    @Test
    void anEndpointThatLacksAMethodCannotServeABackfill() {
        node.inject("chain_getBlock", ALWAYS, Fault.Refusal.lacking());

        assertThat(backfill("--trust-endpoint")).isEqualTo(3);
        assertThat(console.err())
                .startsWith("weighbridge: ")
                .contains("chain_getBlock")
                .hasLineCount(1);
    }

    @Test
    void aBlockThatCannotBeReadIsParkedAndToldOf() {
        node.inject("state_getStorage", 1, new Fault.Answer("\"0xff\""));

        assertThat(backfill("--trust-endpoint")).isEqualTo(5);
        assertThat(console.out()).contains(" 1 parked, ");
        assertThat(console.err()).contains("parked: block ").contains("1 block of the range are not verified yet");
        assertThat(console.run("status", "--store", store())).isZero();
        assertThat(console.out()).contains("parked      1 block").contains(", tried 1 time: ");
    }

    @Test
    void aParkedBlockIsReadByTheNextBackfill() {
        node.inject("state_getStorage", 1, new Fault.Answer("\"0xff\""));
        backfill("--trust-endpoint");

        assertThat(backfill("--trust-endpoint")).isZero();
        assertThat(console.out()).contains(": 1 block visited, ");
        console.run("status", "--store", store());
        assertThat(console.out()).contains("parked      none");
    }

    private int backfill(String... more) {
        var arguments = new ArrayList<>(List.of("backfill", "--hotkey", "all", "--from", "1", "--store", store()));
        arguments.addAll(List.of("--endpoint", node.uri().toString()));
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }

    private String store() {
        return home.resolve("w.db").toString();
    }
}

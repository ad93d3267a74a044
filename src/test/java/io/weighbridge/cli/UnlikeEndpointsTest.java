package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.Manners;
import io.weighbridge.testing.BentNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints of which not each has what is asked for: another chain, an older head, or only the younger states. */
class UnlikeEndpointsTest {

    private static final long KEPT_FROM = 120;

    private static Devnet node;
    private static Devnet foreign;
    private static Devnet behind;
    private static Devnet pruned;

    @TempDir
    private Path home;

    private CapturedConsole console;

    @BeforeAll
    static void startNodes() {
        node = started(7, 200, Manners.KIND);
        foreign = started(8, 200, Manners.KIND);
        behind = started(7, 150, Manners.KIND);
        pruned = started(7, 200, Manners.KIND.withPrunedBelow(KEPT_FROM));
    }

    private static Devnet started(long seed, long history, Manners manners) {
        var scenario = Scenario.withSeed(seed).withTempo(20, 6).withUpgradeAt(60);
        return Devnet.start(DevnetOptions.still(scenario, history).withManners(manners));
    }

    @AfterAll
    static void stopNodes() {
        List.of(node, foreign, behind, pruned).forEach(Devnet::close);
    }

    @BeforeEach
    void openConsole() {
        console = new CapturedConsole(home);
    }

    @Test
    void anotherChainThanTheStoresIsRefused() {
        assertThat(backfill(1, "190", node)).isZero();

        assertThat(backfill(1, "finalized", foreign)).isEqualTo(4);
        assertThat(console.err())
                .contains(foreign.genesisHash().hex(), node.genesisHash().hex());
    }

    @Test
    void anotherChainInFrontOfTheStoresIsPassedOver() {
        assertThat(backfill(1, "190", node)).isZero();

        assertThat(backfill(1, "finalized", foreign, node)).isZero();
        int shown = console.run("status", "--store", store());
        assertThat(shown).as(console.err()).isZero();
        assertThat(console.out()).contains("1–197");
    }

    @Test
    void withoutAStoreTheFirstEndpointSaysWhichChainIsMeant() {
        assertThat(backfill(1, "finalized", foreign, node)).isZero();
        assertThat(backfill(1, "finalized", node)).isEqualTo(4);
    }

    @Test
    void aGenesisThatIsNotTheChainsIsRefused() {
        BentNode.Bend other = (method, params, answer) ->
                method.equals("chain_getBlockHash") && params.path(0).asLong(-1) == 0
                        ? answer.put("result", "0x" + "77".repeat(32))
                        : answer;
        try (var bent = BentNode.before(node.uri(), other)) {
            assertThat(run(1, "finalized", List.of(bent.uri().toString()))).isEqualTo(3);
            assertThat(console.err())
                    .contains(bent.uri().toString(), "--network")
                    .hasLineCount(1);

            assertThat(run(
                            1,
                            "finalized",
                            List.of(bent.uri().toString(), node.uri().toString())))
                    .isEqualTo(3);
            assertThat(console.err()).contains("another chain");
        }
    }

    @Test
    void theHighestHeadIsTheEnd() {
        assertThat(backfill(1, "finalized", behind, node)).isZero();
        assertThat(console.out()).contains("blocks 1–197:");
    }

    @Test
    void whereOnlyYoungStatesAreKeptTheOthersAreRefused() {
        assertThat(backfill(1, "finalized", pruned)).isEqualTo(3);
        assertThat(console.err()).contains("archive", pruned.uri().toString(), "blocks 122–197 were read");
        int shown = console.run("status", "--store", store());
        assertThat(shown).as(console.err()).isZero();
        assertThat(console.out()).contains("122–197");
    }

    @Test
    void besideAnArchiveYoungStatesAreEnough() {
        assertThat(backfill(1, "finalized", pruned, node)).isZero();
        assertThat(console.out()).contains("blocks 1–197:");
    }

    private int backfill(long from, String to, Devnet... nodes) {
        return run(
                from,
                to,
                List.of(nodes).stream().map(one -> one.uri().toString()).toList());
    }

    private int run(long from, String to, List<String> endpoints) {
        var arguments = new ArrayList<>(List.of("backfill", "--from", String.valueOf(from), "--to", to));
        arguments.addAll(List.of("--hotkey", node.trackedHotkey().ss58(), "--netuid", "1", "--store", store()));
        endpoints.forEach(endpoint -> arguments.addAll(List.of("--endpoint", endpoint)));
        return console.run(arguments.toArray(String[]::new));
    }

    private String store() {
        return home.resolve("w.db").toString();
    }
}

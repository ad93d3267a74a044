package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.devnet.Devnet;
import io.weighbridge.devnet.DevnetOptions;
import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.Manners;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code backfill} does, refuses and says. */
class IndexingTest extends IndexingFixture {

    @Test
    void aBackfillFindsWhatTheHotkeyDid() throws IOException {
        assertThat(index("backfill", "--from", "1")).isZero();

        long head = node.finalizedNumber();
        List<JsonNode> found = history();
        assertThat(console.err()).isEmpty();
        assertThat(found)
                .hasSameSizeAs(node.truth().stream()
                        .filter(act -> act.hotkey().equals(node.trackedHotkey()) && act.block() <= head)
                        .toList());
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.path("hotkey").asText())
                        .isEqualTo(node.trackedHotkey().ss58()));
    }

    @Test
    void aSecondBackfillVisitsNothingAndChangesNothing() throws IOException {
        backfilled();
        List<JsonNode> first = history();

        assertThat(index("backfill", "--from", "1")).isZero();
        assertThat(console.out()).startsWith("blocks 1–" + node.finalizedNumber() + ": 0 blocks visited, ");
        assertThat(history()).isEqualTo(first);
    }

    @Test
    void aDryRunTellsThePlanAndStoresNothing() throws IOException {
        index("backfill", "--from", "11", "--to", "20");

        assertThat(index("backfill", "--from", "1", "--to", "30", "--dry-run")).isZero();
        assertThat(console.out()).isEqualTo("""
                        blocks 1–30: 30, of which 10 are verified already
                          visit 1–10 (10 blocks)
                          visit 21–30 (10 blocks)
                        about 16 requests, strategy auto
                        """);
        assertThat(status().path("targets").get(0).path("coverage").toString()).isEqualTo("[{\"from\":11,\"to\":20}]");
    }

    @Test
    void aNegativeNumberCountsBackFromTheFinalizedHead() {
        assertThat(index("backfill", "--from", "-10", "--dry-run")).isZero();

        long head = node.finalizedNumber();
        assertThat(console.out()).startsWith("blocks " + (head - 10) + "–" + head + ": 11, ");
    }

    @Test
    void aTimeFindsItsBlock() {
        // Block n is at 2026-01-01 plus 12 s for each slot, and slots are missed now and then.
        assertThat(index("backfill", "--since", "2026-01-01T00:06:00Z", "--to", "40", "--dry-run"))
                .isZero();

        assertThat(console.out()).matches("(?s)blocks (2[6-9]|30)–40: .*");
    }

    @Test
    void aRangeBeyondTheFinalizedHeadIsAUsageFault() {
        assertThat(index("backfill", "--from", "1", "--to", "5000")).isEqualTo(2);

        assertThat(console.err())
                .startsWith("weighbridge: blocks 1–5000 end above the finalized head")
                .hasLineCount(1);
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsAUsageFault() {
        assertThat(index("backfill", "--from", "9", "--to", "8")).isEqualTo(2);

        assertThat(console.err())
                .startsWith(
                        "weighbridge: cannot use the range from block 9 to block 8: expected the last one not below");
    }

    @Test
    void anEndpointOfAnotherChainThanTheNetworksIsRefused() {
        assertThat(index("backfill", "--from", "1", "--network", "finney")).isEqualTo(3);

        assertThat(console.err())
                .startsWith("weighbridge: the endpoint serves the chain with genesis hash "
                        + node.genesisHash().hex() + ", expected 0x2f0555cc")
                .hasLineCount(1);
    }

    @Test
    void aStoreOfAnotherChainIsRefused() {
        index("backfill", "--from", "1", "--to", "5");
        try (Devnet other = Devnet.start(DevnetOptions.still(Scenario.withSeed(8), 9))) {
            int code = console.run(
                    "backfill",
                    "--from",
                    "1",
                    "--hotkey",
                    "all",
                    "--store",
                    store,
                    "--endpoint",
                    other.uri().toString());

            assertThat(code).isEqualTo(4);
            assertThat(console.err())
                    .startsWith("weighbridge: " + store + " belongs to the chain with genesis hash "
                            + node.genesisHash().hex())
                    .hasLineCount(1);
        }
    }

    @Test
    void aPortThatIsTakenIsAUsageFault() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(index("follow", "--from", "1", "--http", address)).isEqualTo(2);
            assertThat(console.err())
                    .contains("weighbridge: cannot serve HTTP on " + address + ": ")
                    .contains("Give another address with --http HOST:PORT, or --http off");
        }
    }

    @Test
    void aBackfillThatIsInterruptedBeforeItKnowsItsBlocksSaysNothing() {
        var interruption = Interruption.never();
        interruption.interrupt();

        int code = console.run(interruption, Map.of(), arguments(Path.of(store), "backfill", "--from", "1"));

        assertThat(code).isZero();
        assertThat(console.out()).isEmpty();
    }

    @Test
    void blocksWithoutProofAreNotVerifiedAndReadAgainWithIt() throws IOException {
        assertThat(index("backfill", "--from", "1", "--no-proof", "--strategy", "jump"))
                .isZero();
        assertThat(console.out()).contains("effects alone 1–").contains("open: attempts that failed");
        assertThat(status().path("targets").get(0).path("coverage").isEmpty()).isTrue();

        assertThat(index("backfill", "--from", "1")).isZero();
        assertThat(console.out()).contains("  proved 1–");
        assertThat(status().path("targets").get(0).path("coverage").isEmpty()).isFalse();
    }

    @Test
    void aBackfillProvesEveryValueAgainstTheStateRootWhereAsked() throws IOException {
        assertThat(index("backfill", "--from", "1", "--proof")).isZero();

        assertThat(console.out()).contains(" compared, all against their state root");
        JsonNode evidence = status().path("coverage_rows").get(0).path("evidence");
        assertThat(evidence.path("proved_states").asLong())
                .isPositive()
                .isEqualTo(evidence.path("compared_states").asLong());
        assertThat(index("audit", "--from", "1", "--proof")).isZero();
    }

    @Test
    void aBackfillTellsItsResultAsOneLineOfJson() throws IOException {
        assertThat(index("backfill", "--from", "1", "--format", "json")).isZero();

        assertThat(console.out()).hasLineCount(1);
        JsonNode result = JSON.readTree(console.out());
        assertThat(result.path("facts").asInt()).isPositive();
        assertThat(result.path("proofs").get(0).path("holds").asBoolean()).isTrue();
    }

    @Test
    void bodiesAloneTellOfCallsAndAnArchiveOfWhatBecameOfThem() throws IOException {
        var manners = new Manners(Duration.ZERO, Manners.Limit.NONE, 0, 90);
        try (Devnet pruned =
                Devnet.start(DevnetOptions.still(Scenario.withSeed(7).withUpgradeAt(60), BEST)
                        .withManners(manners))) {
            String endpoint = pruned.uri().toString();
            assertThat(console.run(with(endpoint, "--from", "1"))).isEqualTo(3);
            assertThat(console.err()).contains("--bodies-only");
            assertThat(console.run(with(endpoint, "--from", "61", "--bodies-only")))
                    .isZero();
        }
        assertThat(console.err()).contains("31 blocks of the range were read by their bodies alone");
        assertThat(history())
                .filteredOn(fact -> fact.path("block_number").asLong() <= 91)
                .isNotEmpty()
                .allMatch(fact -> fact.path("outcome").asText().equals("unknown")
                        && fact.path("fee").isNull()
                        && fact.path("row_id").isNull());

        assertThat(index("backfill", "--from", "61")).isZero();

        assertThat(history()).noneMatch(fact -> fact.path("outcome").asText().equals("unknown"));
        assertThat(index("audit", "--from", "61")).isZero();
    }

    private String[] with(String endpoint, String... more) {
        String[] arguments = arguments(Path.of(store), "backfill", more);
        arguments[List.of(arguments).indexOf("--endpoint") + 1] = endpoint;
        return arguments;
    }
}

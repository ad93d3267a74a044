package io.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the other commands tell of a store that {@code backfill} filled. */
class IndexedTest extends IndexingFixture {

    @Test
    void theStoreHasTheTableThoughNobodyGetsARow() throws SQLException {
        assertThat(index("backfill", "--from", "1", "--to", "40", "--hotkey", "all"))
                .isZero();

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM weight_transactions), (SELECT count(*) FROM weight_history)")) {
            assertThat(row.getLong(1)).isZero();
            assertThat(row.getLong(2)).isPositive();
        }
    }

    @Test
    void statusTellsCoverageAndLag() throws IOException {
        index("backfill", "--from", "5", "--to", "50");

        JsonNode status = status();
        assertThat(status.path("genesis_hash").asText())
                .isEqualTo(node.genesisHash().hex());
        assertThat(status.path("lag_blocks").asLong()).isEqualTo(node.finalizedNumber() - 50);
        assertThat(status.path("endpoints").get(0).path("usable").asBoolean()).isTrue();
        assertThat(status.path("parked_blocks").isEmpty()).isTrue();
    }

    @Test
    void statusWorksWithoutANode() {
        index("backfill", "--from", "5", "--to", "50");

        assertThat(console.run("status", "--store", store)).isZero();
        assertThat(console.out()).contains("verified    5–50 (46 blocks)").contains("parked      none");
        assertThat(console.run("status", "--store", store, "--endpoint", "ws://127.0.0.1:1"))
                .isZero();
        assertThat(console.out()).contains("cannot reach ws://127.0.0.1:1");
    }

    @Test
    void everyFormatHoldsTheSameFacts() throws IOException {
        backfilled();
        int size = history().size();

        console.run("history", "--store", store, "--format", "ndjson", "--limit", "0");
        assertThat(console.out().lines()).hasSize(size).allSatisfy(line -> JSON.readTree(line));
        console.run("history", "--store", store, "--format", "csv", "--limit", "0");
        assertThat(console.out().lines())
                .hasSize(size + 1)
                .first()
                .asString()
                .startsWith("id,block_number,block_hash,");
        console.run("history", "--store", store, "--limit", "0");
        assertThat(console.out().lines()).hasSize(size + 1).first().asString().startsWith("TIME (UTC)");
    }

    @Test
    void everyFactHasItsRow() throws IOException {
        backfilled();

        assertThat(history())
                .filteredOn(fact -> fact.path("mechanism_id").asInt() == 0
                        && fact.path("kind").asText().equals("set"))
                .isNotEmpty()
                .allSatisfy(fact -> {
                    assertThat(fact.path("row_origin").asText()).isEqualTo("weighbridge");
                    assertThat(fact.path("row_success").asText())
                            .isEqualTo(fact.path("outcome").asText().equals("success") ? "1" : "0");
                });
    }

    @Test
    void aFileOfResultsAppearsWhole() throws IOException {
        backfilled();
        Path file = home.resolve("h.json");

        assertThat(console.run("history", "--store", store, "--format", "json", "--output", file.toString()))
                .isZero();
        assertThat(console.out()).isEmpty();
        assertThat(JSON.readTree(file.toFile()).isArray()).isTrue();
        try (var files = Files.list(home)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void anAuditAgreesWithWhatABackfillStored() throws IOException {
        backfilled();
        int size = history().size();

        assertThat(index("audit", "--from", "1", "--format", "json")).isZero();
        JsonNode audit = JSON.readTree(console.out());
        assertThat(audit.path("agrees").asBoolean()).isTrue();
        assertThat(audit.path("facts").asInt()).isEqualTo(size);
        assertThat(audit.path("requests").asInt()).isPositive();
        assertThat(audit.path("proofs").get(0).path("holds").asBoolean()).isTrue();
    }

    @Test
    void anAuditNamesTheBlockWhereTheStoreDisagrees() throws Exception {
        backfilled();
        JsonNode lost = history().get(2);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM facts WHERE id = " + lost.path("id").asLong());
        }

        assertThat(index("audit", "--from", "1")).isEqualTo(5);
        assertThat(console.out())
                .contains("1 disagreement,")
                .contains("block " + lost.path("block_number").asLong() + " "
                        + lost.path("position").asText() + ": the store lacks SubtensorModule.");
    }

    @Test
    void statusTellsTheProofAndWhatItLeavesOpen() throws IOException {
        backfilled();

        assertThat(console.run("status", "--store", store)).isZero();
        assertThat(console.out())
                .contains("proved by nonces and effects ")
                .contains(" signed extrinsics found")
                .contains("; open: failed calls that others signed for the hotkey");
        JsonNode rows = status().path("coverage_rows");
        assertThat(counted(rows, "nonce_steps")).isPositive().isEqualTo(counted(rows, "signed_extrinsics"));
    }

    private static long counted(JsonNode rows, String what) {
        long sum = 0;
        for (JsonNode row : rows) {
            sum += row.path("evidence").path(what).asLong();
        }
        return sum;
    }
}

package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightFact.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the queries below {@code /api/v1} answer about a store. */
class ApiAnswerTest extends WebFixture {

    @Test
    void statusTellsTheCoverage() throws Exception {
        assertThat(json("/api/v1/status")
                        .path("targets")
                        .get(0)
                        .path("coverage")
                        .toString())
                .isEqualTo("[{\"from\":1,\"to\":9}]");
    }

    @Test
    void coverageComesInPagesWithTotals() throws Exception {
        for (long first = 20; first <= 60; first += 20) {
            store.commit(new Increment(
                    Tracked.EVERYTHING, new BlockRange(first, first + 9), "follow", List.of(FactSamples.set(first))));
        }
        JsonNode page = json("/api/v1/coverage?offset=1&limit=2");

        assertThat(page.path("coverage_rows_total").asInt()).isEqualTo(4);
        assertThat(page.path("coverage_rows").findValuesAsText("from")).containsExactly("20", "40");
        JsonNode target = page.path("targets").get(0);
        assertThat(target.path("coverage").findValuesAsText("from")).containsExactly("20", "40");
        assertThat(target.path("coverage_total").asInt()).isEqualTo(4);
        assertThat(target.path("gaps").findValuesAsText("from")).containsExactly("30", "50");
        assertThat(target.path("gaps_total").asInt()).isEqualTo(3);
        assertThat(get("/api/v1/coverage?limit=10001").statusCode()).isEqualTo(400);
    }

    @Test
    void statusTellsWhetherItIsCurrent() throws Exception {
        assertThat(json("/api/v1/status").path("current").path("reason").asText())
                .isEqualTo("no endpoint has told of a finalized head yet");

        readiness.finalizedHead(new BlockRef(9, Hash.ZERO));
        readiness.stored(Lane.FOLLOW, new BlockRange(1, 9), List.of());

        assertThat(json("/api/v1/status").path("current").path("ready").asBoolean())
                .isTrue();
    }

    @Test
    void theLifeOfACommitIsTold() throws Exception {
        StorageIndex index = new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN);
        Hash hash = FactSamples.hash("commit");
        var open = new Payload.HashCommit(hash, new RevealWindow.Blocks(12, 20));
        var weights = new Payload.Weights(List.of(1), List.of(65535), 7);
        var waiting = new Payload.HashCommit(FactSamples.hash("other"), new RevealWindow.Blocks(15, 30));
        store.commit(new Increment(
                Tracked.EVERYTHING,
                new BlockRange(10, 14),
                "follow",
                List.of(
                        commitAction(10, Kind.COMMIT, index, open),
                        commitAction(11, Kind.COMMIT, index, waiting),
                        commitAction(13, Kind.REVEAL, index, new Payload.Revealed(weights, hash)))));

        JsonNode items = json("/api/v1/history?limit=3").path("items");
        assertThat(items.findValuesAsText("commit_state")).containsExactly("null", "pending", "revealed");
        assertThat(items.get(0).path("commit_fact_id")).isEqualTo(items.get(2).path("id"));
        assertThat(items.get(2).path("revealed_by_fact_id"))
                .isEqualTo(items.get(0).path("id"));
        assertThat(items.get(1).path("reveal_last_block").asInt()).isEqualTo(30);
        JsonNode commits = json("/api/v1/status").path("commits");
        assertThat(commits.path("pending").asInt()).isEqualTo(1);
        assertThat(commits.path("revealed").asInt()).isEqualTo(1);
        assertThat(commits.path("oldest_pending").path("block_number").asInt()).isEqualTo(11);
        assertThat(commits.path("oldest_pending").path("reveal_last_block").asInt())
                .isEqualTo(30);
    }

    @Test
    void commitsOfSomeBlocksAloneAreGiven() throws Exception {
        StorageIndex index = new StorageIndex(FactSamples.SUBNET, MechanismId.MAIN);
        var waiting = new Payload.HashCommit(FactSamples.hash("one"), new RevealWindow.Blocks(15, 30));
        var other = new Payload.HashCommit(FactSamples.hash("other"), new RevealWindow.Blocks(15, 30));
        store.commit(new Increment(
                Tracked.EVERYTHING,
                new BlockRange(10, 14),
                "follow",
                List.of(commitAction(10, Kind.COMMIT, index, waiting), commitAction(12, Kind.COMMIT, index, other))));

        assertThat(json("/api/v1/commits").path("id").toString()).isEqualTo("[4,5]");
        assertThat(json("/api/v1/commits?from=11").path("id").toString()).isEqualTo("[5]");
        assertThat(json("/api/v1/commits?to=11").path("id").toString()).isEqualTo("[4]");
        assertThat(get("/api/v1/commits?from=x").statusCode()).isEqualTo(400);
    }

    @Test
    void theTimelineGivesColumnsInChainOrder() throws Exception {
        JsonNode timeline = json("/api/v1/timeline");

        assertThat(timeline.path("count").asInt()).isEqualTo(3);
        assertThat(timeline.path("block").toString()).isEqualTo("[1,1,1]");
        assertThat(timeline.path("open").toString()).isEqualTo("[1,1,1]");
        assertThat(timeline.path("last_id").asInt()).isEqualTo(3);
        assertThat(json("/api/v1/timeline?after=2").path("block").toString()).isEqualTo("[3]");
        assertThat(json("/api/v1/timeline?kind=commit").path("count").asInt()).isZero();
        assertThat(json("/api/v1/timeline?limit=2").path("block").toString()).isEqualTo("[2,1]");
    }

    @Test
    void weightsNameEachListOfUidsOnce() throws Exception {
        assertThat(json("/api/v1/weights?ids=1,3,99").toString())
                .isEqualTo("{\"id\":[1,3],\"uids\":[0,0],\"values\":[[10922,10922,65535],[10922,10922,65535]],"
                        + "\"uid_lists\":[[10,12,176]]}");
    }

    @Test
    void aFactComesWithItsRow() throws Exception {
        assertThat(json("/api/v1/facts/2").path("row").isNull()).isTrue();
        ledger.insertMissing(store.facts(FactQuery.of(Tracked.EVERYTHING, FactQuery.ALL_BLOCKS)));

        JsonNode fact = json("/api/v1/facts/2");
        assertThat(fact.path("block_number").asInt()).isEqualTo(2);
        assertThat(fact.path("row").path("uids_json").asText()).isEqualTo("[10, 12, 176]");
        assertThat(json("/api/v1/rows").toString())
                .isEqualTo(
                        "{\"total\":3,\"by_tier\":{\"inserted\":3},\"by_verdict\":{\"inserted\":3},\"by_agreement\":{},"
                                + "\"by_standing\":{\"agreed\":0,\"filled\":0,\"corrected\":0,\"in_doubt\":0,"
                                + "\"never_submitted\":0,\"never_logged\":3,\"waiting\":0}}");
        assertThat(get("/api/v1/facts/77").statusCode()).isEqualTo(404);
    }

    private static WeightFact commitAction(long block, Kind kind, StorageIndex index, Payload payload) {
        return FactSamples.fact(
                block, Position.ofCall(4, List.of()), kind, FactSamples.ALICE, index, Outcome.Success.SUCCESS, payload);
    }
}

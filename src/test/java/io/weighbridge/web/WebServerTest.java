package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.MechanismId;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.watch.LagCause;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.Position;
import io.weighbridge.weights.RevealWindow;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightFact.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private final Readiness readiness = new Readiness(-1, () -> LagCause.NONE, Clock.systemUTC());
    private final LiveStream live = new LiveStream();
    private SqliteStore store;
    private SqliteLedger ledger;
    private WebServer server;

    @BeforeEach
    void serve() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        ledger = SqliteLedger.inStore(store);
        var facts = List.of(FactSamples.set(1), FactSamples.set(2), FactSamples.set(3));
        store.commit(new Increment(Tracked.EVERYTHING, new BlockRange(1, 9), "follow", facts));
        var content = new WebServer.Content(
                metrics,
                readiness,
                () -> StatusReport.of(store, Tracked.EVERYTHING, List.of()),
                new History(store, ledger),
                live,
                new RowDelays(Clock.systemUTC()),
                Tracked.EVERYTHING);
        server = WebServer.start(new WebOptions("127.0.0.1", 0), content);
    }

    @AfterEach
    void close() {
        server.close();
        ledger.close();
        store.close();
        metrics.close();
    }

    @Test
    void theProcessIsAliveFromTheStart() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void readinessFollowsVerifiedProgress() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(json("/health/ready").path("reason").asText())
                .isEqualTo("no endpoint has told of a finalized head yet");

        readiness.finalizedHead(new BlockRef(9, Hash.ZERO));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        readiness.finalizedHead(new BlockRef(40, Hash.ZERO));
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        readiness.stored(Lane.FOLLOW, new BlockRange(10, 40), List.of());
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(json("/health/ready").path("ready").asBoolean()).isTrue();
    }

    @Test
    void metricsAreInPrometheusText() throws Exception {
        metrics.finalizedHead(new BlockRef(9, Hash.ZERO));

        HttpResponse<String> response = get("/metrics");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("\nweighbridge_finalized_head 9.0\n")
                .contains("\njvm_threads_live_threads ");
    }

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
    void aFailureComesWithAdvice() throws Exception {
        var tooFast = new Outcome.Failed(new DispatchError("SubtensorModule.SettingWeightsTooFast", "Too fast."));
        store.commit(new Increment(
                Tracked.EVERYTHING,
                new BlockRange(10, 10),
                "follow",
                List.of(FactSamples.set(10, FactSamples.ALICE, FactSamples.SUBNET, tooFast))));

        assertThat(json("/api/v1/history?limit=1")
                        .path("items")
                        .get(0)
                        .path("advice")
                        .asText())
                .startsWith("Wait until WeightsSetRateLimit");
    }

    private static WeightFact commitAction(long block, Kind kind, StorageIndex index, Payload payload) {
        return FactSamples.fact(
                block, Position.ofCall(4, List.of()), kind, FactSamples.ALICE, index, Outcome.Success.SUCCESS, payload);
    }

    @Test
    void historyComesInPagesNewestFirst() throws Exception {
        JsonNode page = json("/api/v1/history?limit=2");

        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items").findValuesAsText("block_number")).containsExactly("3", "2");
        assertThat(json("/api/v1/history?limit=2&offset=2").path("items").findValuesAsText("block_number"))
                .containsExactly("1");
        assertThat(json("/api/v1/history?order=oldest&from=2").path("items").findValuesAsText("block_number"))
                .containsExactly("2", "3");
    }

    @Test
    void historyIsFiltered() throws Exception {
        assertThat(json("/api/v1/history?outcome=failed").path("total").asInt()).isZero();
        assertThat(json("/api/v1/history?netuid=4000").path("total").asInt()).isZero();
        assertThat(json("/api/v1/history?until=2000-01-01T00:00:00Z")
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(json("/api/v1/history?hotkey=" + FactSamples.set(1).hotkey().ss58() + "&outcome=success,failed")
                        .path("total")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            limit=0       | cannot use limit '0': expected a number from 1 to 1000
            limit=many    | cannot use limit 'many': expected a whole number
            from=9&to=8   | cannot use to '8': expected a number from 9 to 9223372036854775806
            netuid=x      | cannot use netuid 'x': expected whole numbers with commas between them
            since=monday  | cannot use since 'monday': expected a time such as 2026-01-31T12:00:00Z
            order=random  | cannot use order 'random': expected newest or oldest
            kind=gift     | cannot use kind 'gift': expected one of set, commit, reveal, auto_reveal
            outcome=lost  | cannot use outcome 'lost': expected one of success, failed, rolled_back, not_executed, deferred, unknown
            netuid=70000  | cannot use netuid '70000': expected numbers from 0 to 65535
            hotkey=abc    | cannot use hotkey: 'abc' is not an SS58 address of this chain: expected 35 bytes (prefix, 32 bytes account id, checksum), found 3; is a part missing?: expected SS58 addresses with commas between them
            limits=5      | there is no parameter 'limits' here: expected one of netuid, hotkey, outcome, kind, from, to, since, until, after, order, offset, limit
            from=1&from=2 | from is given 2 times: expected once; where several values are allowed, with commas between them
            """)
    void aWrongParameterIsRefused(String query, String line) throws Exception {
        assertThat(get("/api/v1/history?" + query).statusCode()).isEqualTo(400);
        assertThat(json("/api/v1/history?" + query).path("detail").asText()).isEqualTo(line);
    }

    @Test
    void whatTakesNoParametersSaysSo() throws Exception {
        assertThat(json("/api/v1/status?netuid=1").path("detail").asText())
                .isEqualTo("there is no parameter 'netuid' here: expected none");
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        HttpResponse<String> response = send("POST", "/api/v1/history");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
        assertThat(JSON.readTree(response.body()).path("detail").asText())
                .isEqualTo("POST of /api/v1/history: expected GET or HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/page.css", "/api/v1/status", "/api/v1/facts/77", "/health/ready", "/metrics"})
    void headAnswersWhatGetDoesWithoutTheBody(String path) throws Exception {
        HttpResponse<String> get = get(path);
        HttpResponse<String> head = send("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (String name : List.of("content-type", "etag", "cache-control", "content-security-policy")) {
            assertThat(head.headers().firstValue(name))
                    .as(name)
                    .isEqualTo(get.headers().firstValue(name));
        }
    }

    @Test
    void nothingElseIsServed() throws Exception {
        HttpResponse<String> response = get("/page/../page/nothing.js");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(send("HEAD", "/nothing").statusCode()).isEqualTo(404);
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
    void thePageComesWithAllItsFilesFromHere() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("style=");

        var files = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"").matcher(page.body());
        var paths = files.results().map(found -> found.group(1)).toList();
        assertThat(paths).contains("/page/page.js", "/page/uplot.js", "/metrics", "/api/v1/openapi.json");
        for (String path : paths) {
            assertThat(get(path).statusCode()).as(path).isIn(200, 503);
        }
    }

    @Test
    void nothingForeignMayRunInThePage() throws Exception {
        assertThat(get("/").headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self';")
                        .doesNotContain("unsafe"));
        assertThat(get("/api/v1/status").headers().firstValue("x-content-type-options"))
                .hasValue("nosniff");
    }

    @Test
    void whatAClientHasIsNotSentAgain() throws Exception {
        String tag = get("/api/v1/history").headers().firstValue("etag").orElseThrow();
        var again = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/history"))
                .header("If-None-Match", tag)
                .build();

        HttpResponse<String> unchanged = client.send(again, BodyHandlers.ofString());
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();

        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/history"))
                                        .header("If-None-Match", "*")
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(304);

        store.commit(new Increment(Tracked.EVERYTHING, new BlockRange(10, 10), "follow", List.of(FactSamples.set(10))));
        assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
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

    @Test
    void anAddressThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new WebOptions("127.0.0.1", taken.getLocalPort());
            var content = new WebServer.Content(
                    metrics,
                    readiness,
                    () -> StatusReport.of(store, Tracked.EVERYTHING, List.of()),
                    new History(store, ledger),
                    live,
                    new RowDelays(Clock.systemUTC()),
                    Tracked.EVERYTHING);

            assertThatThrownBy(() -> WebServer.start(options, content))
                    .isInstanceOf(WebException.class)
                    .hasMessage(
                            "cannot serve HTTP on 127.0.0.1:" + taken.getLocalPort()
                                    + ": another program listens there. Give another address with --http HOST:PORT, or --http off");
        }
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }
}

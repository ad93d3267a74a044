package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.watch.LagCause;
import io.weighbridge.weights.Tracked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API's own document says, against what the server answers. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private final RowDelays delays = new RowDelays(Clock.systemUTC());
    private SqliteStore store;
    private SqliteLedger ledger;
    private WebServer server;
    private JsonNode document;

    @BeforeEach
    void serve() throws Exception {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        ledger = SqliteLedger.inStore(store);
        var facts = new ArrayList<>(List.of(FactSamples.set(1), FactSamples.set(2), FactSamples.set(3)));
        facts.addAll(FactSamples.arbitrary(1, 200));
        var covered = new BlockRange(1, 1200);
        store.commit(new Increment(Tracked.EVERYTHING, covered, "follow", facts));
        store.park(1201, "it was not there", Instant.EPOCH);
        ledger.insertMissing(store.facts(io.weighbridge.store.FactQuery.of(Tracked.EVERYTHING, covered)));
        delays.finalizedHead(new BlockRef(1, FactSamples.hash("head")));
        delays.stored(Lane.FOLLOW, covered, facts);
        server = WebServer.start(
                new WebOptions("127.0.0.1", 0),
                new WebServer.Content(
                        metrics,
                        new Readiness(-1, () -> LagCause.NONE, Clock.systemUTC()),
                        () -> StatusReport.of(
                                        store,
                                        Tracked.EVERYTHING,
                                        List.of(
                                                new StatusReport.EndpointStatus("ws://one", true, 1210, "", 90.5),
                                                new StatusReport.EndpointStatus("ws://two", false, -1, "silent")))
                                .withTempos(Map.of(FactSamples.SUBNET, 360), 3),
                        new History(store, ledger),
                        new LiveStream(),
                        delays,
                        Tracked.EVERYTHING));
        document = JSON.readTree(get("/api/v1/openapi.json").body());
    }

    @AfterEach
    void close() {
        server.close();
        ledger.close();
        store.close();
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/status",
                "/api/v1/coverage",
                "/api/v1/coverage?offset=1&limit=1",
                "/api/v1/coverage?limit=0",
                "/api/v1/history",
                "/api/v1/history?limit=1000",
                "/api/v1/facts/1",
                "/api/v1/facts/4",
                "/api/v1/facts/9999",
                "/api/v1/facts/x",
                "/api/v1/timeline",
                "/api/v1/timeline?outcome=none",
                "/api/v1/weights?ids=1,2,3,4,5,6,7,8,9,10,11,12",
                "/api/v1/weights",
                "/api/v1/commits",
                "/api/v1/rows",
                "/api/v1/delays"
            })
    void anAnswerIsWhatTheDocumentSays(String request) throws Exception {
        String path = request.replaceFirst("\\?.*", "").replaceFirst("facts/.*", "facts/{id}");
        HttpResponse<String> response = get(request);
        JsonNode described = document.path("paths").path(path).path("get").path("responses");

        String type = response.headers().firstValue("content-type").orElseThrow();
        JsonNode schema = described
                .path(String.valueOf(response.statusCode()))
                .path("content")
                .path(type)
                .path("schema");
        assertThat(schema.isMissingNode())
                .as("%s with %s is described", response.statusCode(), type)
                .isFalse();
        assertThat(differences("$", schema, JSON.readTree(response.body()))).isEmpty();
    }

    @Test
    void aWordInTheStreamIsWhatTheDocumentSays() {
        for (var fact : FactSamples.arbitrary(2, 100)) {
            JsonNode schema = document.path("components").path("schemas").path("LiveFact");
            assertThat(differences("$", schema, FactJson.of(fact))).isEmpty();
        }
    }

    @Test
    void everyPathOfTheDocumentIsServed() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            if (!path.getKey().endsWith("/stream")) {
                assertThat(get(path.getKey().replace("{id}", "1")).statusCode())
                        .as(path.getKey())
                        .isNotEqualTo(404);
            }
        }
    }

    @Test
    void theCheckSeesWhatIsMissingAndWhatIsTooMuch() throws Exception {
        JsonNode schema = document.path("components").path("schemas").path("Range");

        assertThat(differences("$", schema, JSON.readTree("{\"from\":\"1\",\"till\":2}")))
                .containsExactly("$.to is missing", "$.from is no [integer]", "$.till is not described");
    }

    private List<String> differences(String where, JsonNode given, JsonNode value) {
        var found = new ArrayList<String>();
        JsonNode schema =
                given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
        List<String> types = schema.path("type").isArray()
                ? JSON.convertValue(
                        schema.path("type"), JSON.getTypeFactory().constructCollectionType(List.class, String.class))
                : List.of(schema.path("type").asText());
        if (!types.contains(type(value))) {
            return List.of(where + " is no " + types);
        }
        if (schema.has("enum")
                && !JSON.convertValue(schema.path("enum"), List.class).contains(value.asText())) {
            found.add(where + " is not one of " + schema.path("enum"));
        }
        if (value.isArray()) {
            value.forEach(item -> found.addAll(differences(where + "[]", schema.path("items"), item)));
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    found.add(where + "." + name.asText() + " is missing");
                }
            });
            value.properties().forEach(field -> found.addAll(field(where + "." + field.getKey(), schema, field)));
        }
        return found;
    }

    private List<String> field(String where, JsonNode schema, Map.Entry<String, JsonNode> field) {
        JsonNode described = schema.path("properties").path(field.getKey());
        JsonNode others = schema.path("additionalProperties");
        if (described.isMissingNode() && !others.isObject()) {
            return List.of(where + " is not described");
        }
        return differences(where, described.isMissingNode() ? others : described, field.getValue());
    }

    private static String type(JsonNode value) {
        if (value.isIntegralNumber()) {
            return "integer";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            default -> "number";
        };
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }
}

package io.weighbridge.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.watch.LagCause;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small store that is served for a test, and how it is asked. */
abstract class WebFixture {

    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    final HttpClient client = HttpClient.newHttpClient();
    final Metrics metrics = new Metrics(Clock.systemUTC());
    final Readiness readiness = new Readiness(-1, () -> LagCause.NONE, Clock.systemUTC());
    final LiveStream live = new LiveStream();
    SqliteStore store;
    SqliteLedger ledger;
    WebServer server;

    @BeforeEach
    void serve() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        ledger = SqliteLedger.inStore(store);
        var facts = List.of(FactSamples.set(1), FactSamples.set(2), FactSamples.set(3));
        store.commit(new Increment(Tracked.EVERYTHING, new BlockRange(1, 9), "follow", facts));
        server = WebServer.start(new WebOptions("127.0.0.1", 0), content());
    }

    /** What is served: three sets of weights in nine blocks. */
    WebServer.Content content() {
        return new WebServer.Content(
                metrics,
                readiness,
                () -> StatusReport.of(store, Tracked.EVERYTHING, List.of()),
                new History(store, ledger),
                live,
                new RowDelays(Clock.systemUTC()),
                Tracked.EVERYTHING);
    }

    @AfterEach
    void close() {
        server.close();
        ledger.close();
        store.close();
        metrics.close();
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }
}

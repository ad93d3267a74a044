package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.metrics.Metrics;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.sqlite.SqliteLedger;
import io.weighbridge.store.sqlite.SqliteOptions;
import io.weighbridge.store.sqlite.SqliteStore;
import io.weighbridge.watch.LagCause;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStreamTest {

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private final LiveStream live = new LiveStream(Duration.ofMillis(50));
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<HttpResponse<Stream<String>>>> listeners = new ArrayList<>();
    private SqliteStore store;
    private WebServer server;

    @BeforeEach
    void serve() {
        store = SqliteStore.open(folder.resolve("w.db"), SqliteOptions.DEFAULTS);
        server = WebServer.start(
                new WebOptions("127.0.0.1", 0),
                new WebServer.Content(
                        metrics,
                        new Readiness(-1, () -> LagCause.NONE, Clock.systemUTC()),
                        () -> StatusReport.of(store, Tracked.EVERYTHING, List.of()),
                        new History(store, SqliteLedger.inStore(store)),
                        live,
                        new RowDelays(Clock.systemUTC()),
                        Tracked.EVERYTHING));
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
        metrics.close();
    }

    @Test
    void aListenerIsToldTheHeadAtOnceAndWheneverItMoves() {
        live.finalizedHead(new BlockRef(7, Hash.ZERO));
        listen();
        awaitLine("data: {\"finalized_head\":7}");

        live.finalizedHead(new BlockRef(6, Hash.ZERO));
        live.finalizedHead(new BlockRef(9, Hash.ZERO));

        awaitLine("data: {\"finalized_head\":9}");
        assertThat(heard).doesNotContain("data: {\"finalized_head\":6}");
    }

    @Test
    void newFactsComeWithWhatTheyCover() {
        listen();
        awaitLine("event: head");

        live.stored(Lane.FOLLOW, new BlockRange(3, 4), List.of(FactSamples.set(4)));

        awaitLine("data: {\"lane\":\"follow\",\"from\":3,\"to\":4,\"facts\":1}");
        await().until(() -> heard.stream().anyMatch(line -> line.startsWith("data: {\"block_number\":4,")));
    }

    @Test
    void manyFactsAtOnceAreToldByTheirNumber() {
        listen();
        awaitLine("event: head");
        List<WeightFact> many =
                LongStream.rangeClosed(1, 51).mapToObj(FactSamples::set).toList();

        live.stored(Lane.BACKFILL, new BlockRange(1, 51), many);
        live.finalizedHead(new BlockRef(99, Hash.ZERO));

        awaitLine("data: {\"finalized_head\":99}");
        assertThat(heard)
                .contains("data: {\"lane\":\"backfill\",\"from\":1,\"to\":51,\"facts\":51}")
                .doesNotContain("event: fact");
    }

    @Test
    void silenceIsFilled() {
        listen();

        await().until(() -> heard.stream().anyMatch(line -> line.startsWith(":")));
    }

    @Test
    void onlySoManyMayListen() throws Exception {
        for (int i = 0; i < LiveStream.MOST_CLIENTS; i++) {
            listen();
        }
        await().until(live::isFull);

        HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html,*/*;q=0.8"})
    void whoeverDoesNotAskForEventsIsToldHow(String accepted) throws Exception {
        var plain = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/stream"))
                .header("Accept", accepted)
                .build();

        HttpResponse<String> response = client.send(plain, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body())
                .contains(
                        "the header Accept is '" + accepted + "': expected text/event-stream in it, as in curl -N -H");
    }

    @Test
    void whoeverListensIsSentAwayAtTheEnd() {
        listen();
        awaitLine("event: head");

        live.close();

        await().until(() -> heard.contains("the end"));
    }

    @Test
    void nobodyIsServedAfterTheEnd() {
        for (int i = 0; i < LiveStream.MOST_CLIENTS; i++) {
            listen();
        }
        await().until(live::isFull);

        server.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("stream"));
    }

    private void listen() {
        var listener = client.sendAsync(request(), BodyHandlers.ofLines());
        listeners.add(listener);
        var unused = listener.thenAcceptAsync(response -> {
            response.body().forEach(heard::add);
            heard.add("the end");
        });
        assertThat(unused).isNotNull();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/stream"))
                .header("Accept", "text/event-stream")
                .build();
    }

    private void awaitLine(String line) {
        await().until(() -> heard.contains(line));
    }
}

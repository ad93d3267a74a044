package io.weighbridge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.ingest.ProgressListener.Lane;
import io.weighbridge.store.FactSamples;
import io.weighbridge.store.Store.Increment;
import io.weighbridge.weights.Tracked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for whatever is served, and the page. */
class WebServerTest extends WebFixture {

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
    void anAddressThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new WebOptions("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> WebServer.start(options, content()))
                    .isInstanceOf(WebException.class)
                    .hasMessage(
                            "cannot serve HTTP on 127.0.0.1:" + taken.getLocalPort()
                                    + ": another program listens there. Give another address with --http HOST:PORT, or --http off");
        }
    }
}

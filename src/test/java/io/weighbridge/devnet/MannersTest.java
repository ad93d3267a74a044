package io.weighbridge.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.Manners;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A devnet that treats its clients as public nodes do. */
class MannersTest {

    private static Devnet devnet(Manners manners) {
        return Devnet.start(DevnetOptions.still(Scenario.withSeed(3), 10).withManners(manners));
    }

    private static HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String request(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
    }

    @Test
    void refusesWhatIsBeyondTheLimit() {
        try (Devnet devnet = devnet(Manners.KIND.withLimit(new Manners.Limit(3, Duration.ofHours(1))));
                JsonClient client = JsonClient.connect(devnet.uri())) {
            for (int request = 0; request < 3; request++) {
                assertThat(client.ask("system_chain").textValue()).isEqualTo("Weighbridge devnet");
            }
            assertThat(client.error("system_chain", "[]").get("code").intValue())
                    .isEqualTo(-32029);
        }
    }

    @Test
    void refusesAPartByChance() {
        try (Devnet devnet = devnet(Manners.KIND.withRefused(1));
                JsonClient client = JsonClient.connect(devnet.uri())) {
            assertThat(client.error("system_chain", "[]").get("code").intValue())
                    .isEqualTo(-32029);
        }
    }

    @Test
    void hasNoStateOfBlocksThatItPruned() {
        try (Devnet devnet = devnet(Manners.KIND.withPrunedBelow(5));
                JsonClient client = JsonClient.connect(devnet.uri())) {
            String fourth = devnet.chain().block(4).orElseThrow().ref().hash().hex();
            String fifth = devnet.chain().block(5).orElseThrow().ref().hash().hex();
            assertThat(client.error("state_getRuntimeVersion", "[\"" + fourth + "\"]")
                            .get("message")
                            .textValue())
                    .contains("State already discarded for " + fourth);
            assertThat(client.ask("state_getRuntimeVersion", fifth).has("specVersion"))
                    .isTrue();
            assertThat(client.ask("chain_getBlock", fourth).has("block")).isTrue();
        }
    }

    @Test
    void answersLateWhereItIsToldTo() {
        try (Devnet devnet = devnet(Manners.KIND.withLatency(Duration.ofMillis(150)));
                JsonClient client = JsonClient.connect(devnet.uri())) {
            long began = System.nanoTime();
            assertThat(client.ask("system_chain").textValue()).isEqualTo("Weighbridge devnet");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void answersByHttpToo() throws IOException, InterruptedException {
        try (Devnet devnet = devnet(Manners.KIND)) {
            HttpResponse<String> response = post(devnet.serveHttp(0), request("system_chain"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"result\":\"Weighbridge devnet\"");
        }
    }

    @Test
    void refusesByHttpWithStatus429OutOfTheSameLimit() throws IOException, InterruptedException {
        try (Devnet devnet = devnet(Manners.KIND.withLimit(new Manners.Limit(1, Duration.ofHours(1))));
                JsonClient client = JsonClient.connect(devnet.uri())) {
            assertThat(client.ask("system_chain").textValue()).isEqualTo("Weighbridge devnet");
            assertThat(post(devnet.serveHttp(0), request("system_chain")).statusCode())
                    .isEqualTo(429);
        }
    }
}

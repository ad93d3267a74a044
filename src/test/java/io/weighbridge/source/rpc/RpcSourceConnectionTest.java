package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.reactivex.rxjava3.observers.TestObserver;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.ScriptedChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a source connects, connects again, and says why it cannot. */
class RpcSourceConnectionTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(9);
    private static final Hash BLOCK = CHAIN.at(3).ref().hash();

    private final FakeNode node = FakeNode.serving(CHAIN);
    private final HeardEvents heard = new HeardEvents();
    private RpcSource source = RpcSource.of(TestSources.options(node), heard);

    private void use(RpcOptions options) {
        source.close();
        source = RpcSource.of(options, heard);
    }

    private void use(String url) {
        use(RpcOptions.of(List.of(Endpoint.of(url))).withRetry(TestSources.FAST_RETRY));
    }

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    @Test
    void nothingIsOpenedBeforeItIsNeeded() {
        assertThat(node.connections()).isZero();
        source.header(BLOCK).ignoreElement().blockingAwait();
        assertThat(node.connections()).isEqualTo(1);
    }

    @Test
    void manyRequestsShareOneConnection() {
        List.of(1, 2, 3, 4).parallelStream()
                .forEach(number -> source.header(CHAIN.at(number).ref().hash())
                        .ignoreElement()
                        .blockingAwait());
        assertThat(node.requests("chain_getBlockHash")).isEqualTo(1);
        assertThat(heard.all().stream().filter("usable"::equals)).hasSize(1);
    }

    @Test
    void anEndpointThatWasNeverReachedIsUnusableAfterSomeAttempts() {
        node.stop();
        assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("cannot reach " + node.uri())
                .hasMessageContaining("refused")
                .hasMessageContaining("check that a node runs there")
                .hasMessageContaining("tried 2 times");
    }

    @Test
    void anUnknownHostIsNamedWithoutItsKey() {
        // A name with a part so long that no name server is asked.
        String host = "w".repeat(64) + ".invalid";
        use("ws://" + host + ":9944/secret-key");
        assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("cannot reach ws://" + host + ":9944: its host name is unknown")
                .message()
                .doesNotContain("secret-key");
    }

    @Test
    void aPlainWebServerIsNamedAsSuch() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        try {
            use("ws://127.0.0.1:" + web.getAddress().getPort() + "/secret-key");
            assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                    .isInstanceOf(SourceException.Unusable.class)
                    .hasMessageContaining("404")
                    .hasMessageContaining("it answers with HTTP ")
                    .message()
                    .doesNotContain("secret-key");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aConnectionRefusedForTooMuchAskingIsWaitedFor() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var refusals = new AtomicInteger();
        proxy.createContext("/", exchange -> {
            refusals.incrementAndGet();
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        proxy.start();
        try {
            use("ws://127.0.0.1:" + proxy.getAddress().getPort());
            TestObserver<Header> asked = source.header(BLOCK).test();
            await().until(() -> refusals.get() >= 4);
            asked.assertNotComplete().assertNoErrors();
            assertThat(heard.reasons()).allMatch(reason -> reason.contains("it is asked too much"));
            asked.dispose();
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            use(RpcOptions.of(List.of(new Endpoint(URI.create("ws://127.0.0.1:" + silent.getLocalPort()))))
                    .withRetry(TestSources.FAST_RETRY)
                    .withDeadlines(new RpcOptions.Deadlines(
                            Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(5))));
            assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                    .isInstanceOf(SourceException.Unusable.class)
                    .hasMessageContaining("it does not answer; check host, port and firewall");
        }
    }

    @Test
    void aLostEndpointPassesAndComesBack() {
        source.header(BLOCK).ignoreElement().blockingAwait();
        node.stop();
        assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Transient.class)
                .hasMessageContaining("cannot reach");
        node.restart();
        assertThat(source.header(BLOCK).retry(5).blockingGet())
                .isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void theChainIsCheckedAtEveryConnection() {
        source.header(BLOCK).ignoreElement().blockingAwait();
        node.stop();
        node.restart(ScriptedChain.named("other", 9));
        assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("serves another chain: expected genesis "
                        + CHAIN.at(0).ref().hash());
        await().until(() -> node.connections() == 0);
    }

    @Test
    void aSecondEndpointTakesOver() {
        try (FakeNode second = FakeNode.serving(CHAIN)) {
            use(TestSources.options(node, second));
            source.header(BLOCK).ignoreElement().blockingAwait();
            node.stop();
            assertThat(source.header(BLOCK).blockingGet()).isEqualTo(CHAIN.at(3).header());
            assertThat(second.requests("chain_getHeader")).isPositive();
        }
    }

    @Test
    void aSecondEndpointMayHaveWhatTheFirstThrewAway() {
        try (FakeNode second = FakeNode.serving(CHAIN)) {
            use(TestSources.options(node, second));
            node.inject("state_getRuntimeVersion", io.weighbridge.testing.Fault.Refusal.pruned());
            assertThat(source.runtimeVersion(BLOCK).blockingGet().specVersion()).isEqualTo(200);
        }
    }

    @Test
    void aSecondEndpointOfAnotherChainIsRefused() {
        try (FakeNode second = FakeNode.serving(ScriptedChain.named("other", 9))) {
            use(TestSources.options(node, second));
            source.header(BLOCK).ignoreElement().blockingAwait();
            node.stop();
            assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                    .isInstanceOf(SourceException.class)
                    .satisfies(fault ->
                            assertThat(second.requests("chain_getHeader")).isZero());
        }
    }

    @Test
    void aClosedSourceAsksNothing() {
        source.close();
        assertThatThrownBy(() -> source.header(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("closed");
        assertThat(node.requests()).isEmpty();
    }
}

package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.testing.FakeHttpNode;
import io.weighbridge.testing.FakeHttpNode.Wrong;
import io.weighbridge.testing.ScriptedChain;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that asks by HTTP, and what it makes of a server that does not do as it should. */
class HttpSourceTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(9);
    private static final Hash BLOCK = CHAIN.at(3).ref().hash();

    private final FakeHttpNode node = FakeHttpNode.serving(CHAIN);
    private final HeardEvents heard = new HeardEvents();
    private RpcSource source = RpcSource.of(options(node.uri()), heard);

    @TempDir
    Path folder;

    private static RpcOptions options(URI uri) {
        return RpcOptions.of(List.of(new Endpoint(uri))).withRetry(TestSources.FAST_RETRY);
    }

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    private Header header() {
        return source.header(BLOCK).blockingGet();
    }

    @Test
    void aThrottledRequestIsSentAgain() {
        header();
        node.inject(Wrong.status(429));
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(heard.all()).containsSubsequence("chain_getHeader throttled", "chain_getHeader ok");
    }

    @Test
    void theServersOwnWordForHowLongToWaitIsKept() {
        var time = new TestScheduler();
        source.close();
        source = new RpcSource(options(node.uri()), TestSources.environment(time), heard);
        header();
        node.inject(new Wrong(429, right -> "", "7"));
        TestObserver<Header> asked = source.header(BLOCK).test();
        await().until(() -> heard.all().contains("chain_getHeader throttled"));
        time.advanceTimeBy(6_999, TimeUnit.MILLISECONDS);
        assertThat(node.requests()).filteredOn("chain_getHeader"::equals).hasSize(2);
        await().untilAsserted(() -> {
            time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            asked.assertValue(CHAIN.at(3).header());
        });
    }

    @Test
    void anAnswerLongerThanAllowedIsRefused() {
        source.close();
        source = RpcSource.of(options(node.uri()).withLimits(new RpcOptions.Limits(8, 8, 10_000)), heard);
        header();
        node.inject(Wrong.body(right -> " ".repeat(10_001)));
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("longer than allowed (10000 bytes)");
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void anAnswerToAnotherRequestIsRefused() {
        header();
        node.inject(Wrong.body(right -> right.replaceFirst("\"id\":\\d+", "\"id\":987654")));
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("answers another request");
    }

    @Test
    void aLieIsRefused() {
        header();
        node.inject(Wrong.body(right -> right.replace("aaaaaaaa", "bbbbbbbb")));
        assertThatThrownBy(this::header).isInstanceOf(SourceException.Untrusted.class);
    }

    @Test
    void whatIsNoNodeIsNamedWithoutItsKey() {
        source.close();
        source = RpcSource.of(options(URI.create(node.uri() + "/secret-key")), heard);
        node.inject(Wrong.status(404));
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("HTTP 404")
                .message()
                .doesNotContain("secret-key");
        assertThat(heard.reasons()).noneMatch(reason -> reason.contains("secret-key"));
    }

    @Test
    void aKeyThatTheServerRepeatsIsNotShown() {
        source.close();
        source = RpcSource.of(options(URI.create(node.uri() + "/secret-key")), heard);
        node.inject(Wrong.body(right ->
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"no such key: secret-key\"}}"));
        assertThatThrownBy(this::header)
                .hasMessageContaining("no such key: …")
                .message()
                .doesNotContain("secret-key");
    }

    @Test
    void aWebPageIsNamedAsSuch() {
        node.inject(Wrong.body(right -> "<html>Welcome</html>"));
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("not acceptable JSON, but a web page; check the URL")
                .message()
                .doesNotContain("Unexpected character");
    }

    @Test
    void aFaultOfTheServerPasses() {
        header();
        node.inject(Wrong.status(500));
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void anAddressWhereNobodyListensIsUnusableAfterSomeAttempts() {
        node.close();
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Unusable.class)
                .hasMessageContaining("cannot reach " + node.uri());
    }

    @Test
    void finalizedHeadsArePolledFor() {
        var time = new TestScheduler();
        source.close();
        source = new RpcSource(options(node.uri()), TestSources.environment(time), heard);
        node.finalizeTo(2);
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        await().untilAsserted(() -> {
            time.triggerActions();
            heads.assertValues(CHAIN.at(2).ref());
        });
        node.finalizeTo(5);
        await().untilAsserted(() -> {
            time.advanceTimeBy(6, TimeUnit.SECONDS);
            heads.assertValues(CHAIN.at(2).ref(), CHAIN.at(5).ref());
        });
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        SSLContext tls = TestCertificate.forHost(folder, "ip:127.0.0.1");
        try (FakeHttpNode secret = FakeHttpNode.servingTls(CHAIN, tls);
                RpcSource suspicious = RpcSource.of(options(secret.uri()), SourceListener.NONE)) {
            assertThatThrownBy(() -> suspicious.header(BLOCK).blockingGet())
                    .isInstanceOf(SourceException.Unusable.class)
                    .hasMessageContaining("TLS failed");
            assertThat(secret.requests()).isEmpty();
        }
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() {
        SSLContext tls = TestCertificate.forHost(folder, "dns:elsewhere.example");
        var environment = new Environment(Schedulers.computation(), Schedulers.computation(), () -> 0, tls);
        try (FakeHttpNode secret = FakeHttpNode.servingTls(CHAIN, tls);
                RpcSource careful = new RpcSource(options(secret.uri()), environment, SourceListener.NONE)) {
            assertThatThrownBy(() -> careful.header(BLOCK).blockingGet()).isInstanceOf(SourceException.Unusable.class);
            assertThat(secret.requests()).isEmpty();
        }
    }
}

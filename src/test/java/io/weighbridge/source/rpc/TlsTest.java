package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.ScriptedChain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections with {@code wss} go to the host that was meant, or nowhere. */
class TlsTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(3);

    @TempDir
    Path folder;

    private static RpcSource trusting(SSLContext tls, FakeNode node) {
        var environment = new Environment(Schedulers.computation(), Schedulers.computation(), () -> 0, tls);
        return new RpcSource(TestSources.options(node), environment, SourceListener.NONE);
    }

    @Test
    void aTrustedCertificateOfThatHostIsAccepted() {
        SSLContext tls = TestCertificate.forHost(folder, "ip:127.0.0.1");
        try (FakeNode node = FakeNode.servingTls(CHAIN, tls);
                RpcSource source = trusting(tls, node)) {
            assertThat(source.finalizedHead().blockingGet())
                    .isEqualTo(CHAIN.at(3).ref());
        }
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() {
        SSLContext tls = TestCertificate.forHost(folder, "dns:elsewhere.example");
        try (FakeNode node = FakeNode.servingTls(CHAIN, tls);
                RpcSource source = trusting(tls, node)) {
            assertThatThrownBy(() -> source.finalizedHead().blockingGet())
                    .isInstanceOf(SourceException.Unusable.class)
                    .hasMessageContaining("cannot reach wss://127.0.0.1")
                    .hasMessageContaining("TLS failed");
            assertThat(node.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        SSLContext tls = TestCertificate.forHost(folder, "ip:127.0.0.1");
        try (FakeNode node = FakeNode.servingTls(CHAIN, tls);
                RpcSource source = RpcSource.of(TestSources.options(node), SourceListener.NONE)) {
            assertThatThrownBy(() -> source.finalizedHead().blockingGet())
                    .isInstanceOf(SourceException.Unusable.class)
                    .hasMessageContaining("TLS failed");
            assertThat(node.requests()).isEmpty();
        }
    }

    @Test
    void aNodeThatSpeaksNoTlsIsNamedAsSuch() {
        var time = new TestScheduler();
        try (FakeNode node = FakeNode.serving(CHAIN);
                RpcSource source = new RpcSource(
                        RpcOptions.of(List.of(Endpoint.of(node.uri().toString().replace("ws:", "wss:"))))
                                .withRetry(TestSources.FAST_RETRY)
                                .withDeadlines(new RpcOptions.Deadlines(
                                        Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5))),
                        TestSources.environment(time),
                        SourceListener.NONE)) {
            TestObserver<BlockRef> asked = source.finalizedHead().test();
            // So slowly that the deadline of the connection never comes before that of its handshake.
            await().untilAsserted(() -> {
                time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
                asked.assertError(fault -> fault instanceof SourceException.Unusable
                        && String.valueOf(fault.getMessage()).contains("whether it speaks TLS (wss, https) or not"));
            });
        }
    }
}

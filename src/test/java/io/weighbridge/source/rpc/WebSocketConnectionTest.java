package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.ScriptedChain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection, its time moved by hand. */
class WebSocketConnectionTest {

    private final FakeNode node = FakeNode.serving(ScriptedChain.to(3));
    private final TestScheduler time = new TestScheduler();
    private final HeardEvents heard = new HeardEvents();
    private final Connection connection = new WebSocketConnection(
                    new Endpoint(node.uri()),
                    RpcOptions.of(List.of(new Endpoint(node.uri()))),
                    TestSources.environment(time),
                    heard)
            .open()
            .blockingGet();

    @AfterEach
    void close() {
        connection.drop(SocketEnd.Kind.CLOSED, "the test is over");
        node.close();
    }

    private TestObserver<Reply> call(String method) {
        long before = node.requests(method);
        TestObserver<Reply> reply = connection.call(method, List.of()).test();
        await().until(() -> node.requests(method) == before + 1);
        return reply;
    }

    @Test
    void aRequestHasThirtySeconds() {
        node.inject("system_chain", new Fault.Stall());
        TestObserver<Reply> stalled = call("system_chain");
        time.advanceTimeBy(29_999, TimeUnit.MILLISECONDS);
        call("system_name").awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1);
        stalled.assertEmpty();
        time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        stalled.assertValue(reply -> reply instanceof Reply.Failure failure && failure.result() == Result.TIMEOUT);
        assertThat(stalled.values().get(0).took()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTimeoutWhileOtherAnswersComeLeavesTheConnectionAlone() {
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        node.inject("system_chain", new Fault.Stall());
        call("system_chain");
        time.advanceTimeBy(20, TimeUnit.SECONDS);
        call("system_name").awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1);
        time.advanceTimeBy(10, TimeUnit.SECONDS);
        connection.ended().test().assertEmpty();
    }

    @Test
    void anAnswerThatComesTooLateIsIgnored() {
        node.inject("system_chain", new Fault.LateAnswer());
        TestObserver<Reply> late = call("system_chain");
        call("system_name").awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1);
        time.advanceTimeBy(30, TimeUnit.SECONDS);
        late.assertValueCount(1);
        node.releaseLateAnswers();
        await().untilAsserted(() -> assertThat(heard.all()).contains("ignored stale"));
        late.assertValueCount(1);
    }

    @Test
    void aTimeoutInSilenceEndsTheConnectionAndAllThatIsInFlight() {
        time.advanceTimeBy(1, TimeUnit.SECONDS);
        node.inject("system_chain", new Fault.Stall());
        node.inject("system_name", new Fault.Stall());
        call("system_chain");
        time.advanceTimeBy(10, TimeUnit.SECONDS);
        TestObserver<Reply> other = call("system_name");
        time.advanceTimeBy(20, TimeUnit.SECONDS);
        connection.ended().test().assertValue(end -> end.kind() == SocketEnd.Kind.SILENT);
        other.assertValue(reply -> reply instanceof Reply.Failure failure && failure.result() == Result.DISCONNECTED);
    }

    @Test
    void anEndedConnectionTakesNoRequests() {
        connection.drop(SocketEnd.Kind.CLOSED, "so that it is over");
        connection
                .call("system_chain", List.of())
                .test()
                .assertValue(
                        reply -> reply instanceof Reply.Failure failure && failure.result() == Result.DISCONNECTED);
        connection.finalizedHeads().test().assertFailure(io.weighbridge.source.SourceException.Transient.class);
    }

    @Test
    void tellsThatTheNodeWentAway() {
        call("system_name").awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1);
        TestObserver<SocketEnd> end = connection.ended().test();
        node.dropConnections();
        end.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValue(one -> one.kind() == SocketEnd.Kind.CLOSED);
    }
}

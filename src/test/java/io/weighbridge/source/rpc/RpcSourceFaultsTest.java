package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.source.SourceException;
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.StorageValue;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.ScriptedChain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source makes of a node that does not do as it should. */
class RpcSourceFaultsTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(9);
    private static final Hash BLOCK = CHAIN.at(3).ref().hash();

    private final FakeNode node = FakeNode.serving(CHAIN);
    private final HeardEvents heard = new HeardEvents();
    private RpcSource source = RpcSource.of(TestSources.options(node), heard);

    private void use(RpcOptions options) {
        source.close();
        source = RpcSource.of(options, heard);
    }

    private TestScheduler useTimeMovedByHand() {
        var time = new TestScheduler();
        source.close();
        source = new RpcSource(TestSources.options(node), TestSources.environment(time), heard);
        return time;
    }

    /** Whatever was sent before has been received when this returns: the node takes one message after the other. */
    private void awaitWhatWasSent() {
        try (RpcSource other = RpcSource.of(TestSources.options(node), SourceListener.NONE)) {
            other.blockHash(1).ignoreElement().blockingAwait();
        }
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
    void answersInAnyOrderFindTheirRequests() {
        node.inject("chain_getHeader", 5, new Fault.LateAnswer());
        List<TestObserver<Header>> asked = LongStream.range(0, 10)
                .mapToObj(number -> source.header(CHAIN.at(number).ref().hash()).test())
                .toList();
        await().until(() -> node.requests("chain_getHeader") == 10);
        node.releaseLateAnswers();
        for (int number = 0; number < 10; number++) {
            asked.get(number)
                    .awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                    .assertValue(CHAIN.at(number).header());
        }
    }

    @Test
    void anAnswerUnderAnIdThatWasNeverSentIsIgnored() {
        node.inject("chain_getHeader", new Fault.WrongIdFirst());
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(heard.all()).contains("ignored unknown");
    }

    @Test
    void aSecondAnswerIsIgnored() {
        node.inject("chain_getHeader", new Fault.DuplicateAnswer());
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        await().untilAsserted(() -> assertThat(heard.all()).contains("ignored stale"));
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void aRequestThatIsNotAnsweredInTimeIsSentAgain() {
        TestScheduler time = useTimeMovedByHand();
        node.inject("chain_getHeader", new Fault.Stall());
        TestObserver<Header> asked = source.header(BLOCK).test();
        await().until(() -> node.requests("chain_getHeader") == 1);
        time.advanceTimeBy(30, TimeUnit.SECONDS);
        await().until(() -> {
            time.advanceTimeBy(10, TimeUnit.MILLISECONDS);
            return node.requests("chain_getHeader") == 2;
        });
        asked.awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertValue(CHAIN.at(3).header());
        assertThat(heard.all())
                .containsSubsequence("chain_getHeader timeout", "chain_getHeader ok")
                .contains("reconnecting silent");
    }

    @Test
    void aThrottledRequestWaitsAndIsSentAgain() {
        node.inject("chain_getHeader", Fault.Refusal.throttled());
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(heard.all()).containsSubsequence("chain_getHeader throttled", "chain_getHeader ok");
    }

    @Test
    void refusalsInPlentyLoseNoRequest() {
        node.inject("chain_getHeader", 12, Fault.Refusal.throttled());
        List<TestObserver<Header>> asked =
                Stream.generate(() -> source.header(BLOCK).test()).limit(8).toList();
        asked.forEach(one -> one.awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertValue(CHAIN.at(3).header()));
    }

    @Test
    void nothingButAProbeIsAskedWhileEverythingIsRefused() {
        TestScheduler time = useTimeMovedByHand();
        source.genesisHash().ignoreElement().blockingAwait();
        node.inject("chain_getHeader", ChanceRefusals.ROW, Fault.Refusal.throttled());
        for (int request = 0; request < ChanceRefusals.ROW; request++) {
            var unused = source.header(BLOCK).test();
        }
        await().until(() ->
                heard.all().stream().filter("chain_getHeader throttled"::equals).count() == ChanceRefusals.ROW);
        time.advanceTimeBy(99, TimeUnit.MILLISECONDS);
        awaitWhatWasSent();
        assertThat(node.requests("chain_getHeader")).isEqualTo(ChanceRefusals.ROW);
        await().until(() -> {
            time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            return node.requests("chain_getHeader") > ChanceRefusals.ROW;
        });
    }

    @Test
    void aNodeThatClosesAgainAndAgainIsAskedTooMuch() {
        header();
        node.inject("chain_getHeader", 2, new Fault.Close());
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(source.requestsPerMinute()).isFinite();
    }

    @Test
    void throttlingWithoutAnIdConcernsAllThatIsInFlight() {
        node.inject("chain_getHeader", new Fault.NamelessThrottling());
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(heard.all()).containsSubsequence("chain_getHeader throttled", "chain_getHeader ok");
    }

    @Test
    void aFaultThatDoesNotPassComesOutAfterAllAttempts() {
        node.inject("chain_getHeader", 3, new Fault.Refusal(-32603, "Internal error"));
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Transient.class)
                .hasMessageContaining("Internal error")
                .hasMessageContaining("tried 3 times");
        assertThat(node.requests("chain_getHeader")).isEqualTo(3);
    }

    @Test
    void prunedStateComesOutAtOnce() {
        node.inject("state_getRuntimeVersion", Fault.Refusal.pruned());
        assertThatThrownBy(() -> source.runtimeVersion(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Pruned.class)
                .hasMessageContaining("archive endpoint");
        assertThat(node.requests("state_getRuntimeVersion")).isEqualTo(1);
        assertThat(heard.all()).contains("state_getRuntimeVersion pruned");
    }

    static Stream<Fault> lies() {
        return Stream.of(
                new Fault.LyingHeader(),
                new Fault.LyingParent(),
                new Fault.LyingBody(),
                new Fault.Answer("{}"),
                new Fault.Answer("{\"block\":{}}"),
                new Fault.Answer("\"0x\""));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aBlockThatIsNotTheOneAskedForIsUntrusted(Fault lie) {
        node.inject("chain_getBlock", lie);
        assertThatThrownBy(() -> source.block(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("chain_getBlock")
                .hasMessageContaining(BLOCK.hex());
        assertThat(heard.all()).contains("chain_getBlock untrusted");
    }

    @Test
    void aBodyIsBelievedWhereTheEndpointIsTrusted() {
        use(TestSources.options(node).withTrustBodies(true));
        node.inject("chain_getBlock", new Fault.LyingBody());
        assertThat(source.block(BLOCK).blockingGet().extrinsics()).hasSize(2);
        assertThat(source.verifiesBodies()).isFalse();
    }

    @Test
    void theZeroHashMeansNotYet() {
        source.genesisHash().ignoreElement().blockingAwait();
        node.inject("chain_getBlockHash", new Fault.ZeroHash());
        assertThat(source.blockHash(3).isEmpty().blockingGet()).isTrue();
    }

    @Test
    void aBodyThatWasThrownAwayIsPruned() {
        node.inject("chain_getBlock", new Fault.Answer("null"));
        assertThatThrownBy(() -> source.block(BLOCK).blockingGet())
                .isInstanceOf(SourceException.Pruned.class)
                .hasMessageContaining("the body of block 3");
    }

    @Test
    void aBlockThatTheNodeDoesNotKnowYetIsAskedForAgain() {
        node.inject("chain_getHeader", 2, new Fault.Answer("null"));
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void keysAreReadOneByOneWhereTheNodeCannotReadMany() {
        List<StorageValue> expected = List.of(StorageValue.Absent.ABSENT, CHAIN.storage(3, ScriptedChain.KEY));
        node.inject("state_queryStorageAt", Fault.Refusal.lacking());
        var keys = List.of(ScriptedChain.EMPTY_KEY, ScriptedChain.KEY);
        assertThat(source.storage(BLOCK, keys).blockingGet()).isEqualTo(expected);
        assertThat(source.storage(BLOCK, keys).blockingGet()).isEqualTo(expected);
        assertThat(node.requests("state_queryStorageAt")).isEqualTo(1);
        assertThat(node.requests("state_getStorage")).isEqualTo(4);
    }

    @Test
    void keysThatTheNodeLeavesOutAreReadOneByOne() {
        node.inject("state_queryStorageAt", new Fault.Answer("[{\"block\":\"" + BLOCK + "\",\"changes\":[]}]"));
        assertThat(source.storage(BLOCK, List.of(ScriptedChain.EMPTY_KEY, ScriptedChain.KEY))
                        .blockingGet())
                .containsExactly(StorageValue.Absent.ABSENT, CHAIN.storage(3, ScriptedChain.KEY));
    }

    static Stream<Fault> breaks() {
        return Stream.of(new Fault.Close(), new Fault.CloseMidFrame(), new Fault.GarbageJson(), new Fault.DeepJson());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBrokenConnectionIsMadeAnewAndTheRequestSentAgain(Fault fault) {
        header();
        node.inject("chain_getHeader", fault);
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
        assertThat(heard.all()).anyMatch(event -> event.startsWith("reconnecting"));
        assertThat(heard.all()).contains("chain_getHeader disconnected");
    }

    static Stream<Fault> oversized() {
        return Stream.of(
                new Fault.OversizedFrame(1L << 40),
                new Fault.OversizedFrame(1 << 20),
                new Fault.OversizedMessage(1 << 20));
    }

    @ParameterizedTest
    @MethodSource("oversized")
    void aMessageLongerThanAllowedIsRefused(Fault fault) {
        use(TestSources.options(node).withLimits(new RpcOptions.Limits(8, 8, 100_000)));
        header();
        node.inject("chain_getHeader", fault);
        assertThatThrownBy(this::header)
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("longer than allowed (100000 bytes)");
        assertThat(header()).isEqualTo(CHAIN.at(3).header());
    }

    @Test
    void noMoreRequestsAreInFlightThanAllowed() {
        use(TestSources.options(node).withLimits(new RpcOptions.Limits(2, 100, 1 << 20)));
        source.genesisHash().ignoreElement().blockingAwait();
        node.inject("chain_getHeader", 2, new Fault.LateAnswer());
        List<TestObserver<Header>> asked =
                Stream.generate(() -> source.header(BLOCK).test()).limit(5).toList();
        await().until(() -> node.requests("chain_getHeader") == 2);
        awaitWhatWasSent();
        assertThat(node.requests("chain_getHeader")).isEqualTo(2);
        node.releaseLateAnswers();
        asked.forEach(one -> one.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1));
    }

    @Test
    void moreRequestsThanMayWaitAreRefused() {
        use(TestSources.options(node)
                .withLimits(new RpcOptions.Limits(1, 1, 1 << 20))
                .withRetry(new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 1, 1)));
        source.genesisHash().ignoreElement().blockingAwait();
        node.inject("chain_getHeader", new Fault.LateAnswer());
        List<TestObserver<Header>> asked =
                Stream.generate(() -> source.header(BLOCK).test()).limit(3).toList();
        asked.get(2)
                .awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertError(fault -> String.valueOf(fault.getMessage()).contains("1 requests wait already"));
        await().until(() -> node.requests("chain_getHeader") == 1);
        node.releaseLateAnswers();
        asked.get(1).awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1);
    }

    @Test
    void aRequestThatNobodyWaitsForMakesPlace() {
        use(TestSources.options(node).withLimits(new RpcOptions.Limits(1, 10, 1 << 20)));
        source.genesisHash().ignoreElement().blockingAwait();
        node.inject("chain_getHeader", new Fault.Stall());
        TestObserver<Header> first = source.header(BLOCK).test();
        await().until(() -> node.requests("chain_getHeader") == 1);
        TestObserver<Header> second = source.header(BLOCK).test();
        first.dispose();
        second.awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertValue(CHAIN.at(3).header());
    }

    @Test
    void closingFailsWhatIsInFlight() {
        node.inject("chain_getHeader", new Fault.Stall());
        TestObserver<Header> asked = source.header(BLOCK).test();
        await().until(() -> node.requests("chain_getHeader") == 1);
        source.close();
        asked.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertError(SourceException.class);
        await().until(() -> node.connections() == 0);
    }
}

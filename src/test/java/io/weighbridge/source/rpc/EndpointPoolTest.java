package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Header;
import io.weighbridge.source.Lane;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.ScriptedChain;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several endpoints at real sockets: who is asked for what, and what is made of those that differ. */
class EndpointPoolTest {

    private static final ScriptedChain CHAIN = ScriptedChain.to(60);

    private final FakeNode one = FakeNode.serving(CHAIN);
    private FakeNode two = FakeNode.serving(CHAIN);
    private final HeardEvents heard = new HeardEvents();
    private RpcSource source = RpcSource.of(TestSources.options(one, two), heard);

    private void use(FakeNode second) {
        two.close();
        two = second;
        source.close();
        source = RpcSource.of(TestSources.options(one, two), heard);
    }

    private TestScheduler useTimeMovedByHand() {
        var time = new TestScheduler();
        source.close();
        source = new RpcSource(TestSources.options(one, two), TestSources.environment(time), heard);
        return time;
    }

    @AfterEach
    void close() {
        source.close();
        one.close();
        two.close();
    }

    private static Hash hash(long number) {
        return CHAIN.at(number).ref().hash();
    }

    /** Both are connected, and have been compared with each other. */
    private void awaitInspection() {
        awaitInspection(() -> {});
    }

    private void awaitInspection(Runnable clock) {
        source.genesisHash().ignoreElement().blockingAwait();
        source.header(hash(1)).ignoreElement().blockingAwait();
        await().until(() -> {
            clock.run();
            return heard.all().stream()
                            .filter(event -> event.startsWith("state_getRuntimeVersion "))
                            .count()
                    >= 2;
        });
    }

    private void readAll() {
        Flowable.fromStream(LongStream.rangeClosed(1, 60).boxed())
                .concatMapEager(
                        number ->
                                source.inLane(Lane.BACKFILL).block(hash(number)).toFlowable(),
                        16,
                        1)
                .ignoreElements()
                .blockingAwait();
    }

    @Test
    void backfillIsSpreadOverAllThatAreWell() {
        awaitInspection();
        readAll();
        assertThat(one.requests("chain_getBlock")).isPositive();
        assertThat(two.requests("chain_getBlock")).isPositive();
        assertThat(one.requests("chain_getBlock") + two.requests("chain_getBlock"))
                .isEqualTo(60);
    }

    @Test
    void whatAllAllowTogetherIsTold() {
        assertThat(source.requestsPerMinute()).isInfinite();
        source.close();
        source = RpcSource.of(
                RpcOptions.of(List.of(
                        Endpoint.of("wss://archive.sub.latent.to"), Endpoint.of("wss://archive.chain.opentensor.ai"))),
                heard);
        assertThat(source.inLane(Lane.BACKFILL).requestsPerMinute()).isEqualTo(200);
    }

    @Test
    void twoOfOneHostHaveNamesOfTheirOwnWithoutTheirKeys() {
        assertThat(RpcOptions.of(List.of(
                                Endpoint.of("wss://node.example/key-one"),
                                Endpoint.of("wss://node.example:443/key-two"),
                                Endpoint.of("wss://other.example")))
                        .endpoints())
                .extracting(Endpoint::name)
                .containsExactly("wss://node.example:443", "wss://node.example:443#2", "wss://other.example:443");
    }

    @Test
    void aBlockThatNobodyKnowsIsNamedAfterSomeTries() {
        awaitInspection();
        Hash nobodys = ScriptedChain.named("other", 9).at(9).ref().hash();
        assertThatThrownBy(() -> source.header(nobodys).blockingGet())
                .isInstanceOf(SourceException.Untrusted.class)
                .hasMessageContaining("block " + nobodys + " is unknown there (asked 3 times, of 2 endpoints)")
                .hasMessageContaining("weighbridge doctor");
        assertThat(one.requests("chain_getHeader")).isPositive();
        assertThat(two.requests("chain_getHeader")).isPositive();
    }

    @Test
    void oneThatIsDeadHoldsNothingUp() {
        one.stop();
        readAll();
        assertThat(two.requests("chain_getBlock")).isEqualTo(60);
        assertThat(heard.reasons()).anyMatch(reason -> reason.contains("cannot reach " + one.uri()));
    }

    @Test
    void oneThatPrunedIsAskedForWhatItKeepsOnly() {
        one.pruneBelow(40);
        awaitInspection();
        LongStream.rangeClosed(1, 30).forEach(number -> {
            Hash found = source.blockHash(number).blockingGet();
            assertThat(source.storage(found, List.of(ScriptedChain.KEY)).blockingGet())
                    .containsExactly(CHAIN.storage(number, ScriptedChain.KEY));
        });
        assertThat(one.requests("state_getStorage")).isLessThan(8);
        assertThat(two.requests("state_getStorage")).isGreaterThanOrEqualTo(22);
    }

    @Test
    void oneThatFailsByChanceIsComparedAllTheSame() {
        TestScheduler time = useTimeMovedByHand();
        two.inject("chain_getFinalizedHead", 2, new Fault.Refusal(-32603, "Internal error"));
        one.inject("state_getRuntimeVersion", Fault.Refusal.throttled());
        source.header(hash(1)).ignoreElement().blockingAwait();
        await().until(() -> {
            time.advanceTimeBy(10, TimeUnit.MILLISECONDS);
            return heard.all().stream()
                            .filter("state_getRuntimeVersion ok"::equals)
                            .count()
                    == 2;
        });
        assertThat(two.requests("chain_getFinalizedHead")).isEqualTo(3);
    }

    @Test
    void stateThatNobodyKeepsIsPruned() {
        one.pruneBelow(40);
        two.pruneBelow(50);
        source.runtimeVersion(hash(7))
                .test()
                .awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertError(SourceException.Pruned.class);
    }

    @Test
    void oneThatLagsIsNamedAndNotAskedForNewBlocks() {
        use(FakeNode.serving(CHAIN, 20));
        source.finalizedHead().ignoreElement().blockingAwait();
        await().untilAsserted(() -> assertThat(heard.reasons())
                .contains(new Endpoint(two.uri()).name() + " lags: its finalized head is 20, others have 60"));
        source.blockHash(55).flatMapSingle(source::block).ignoreElement().blockingAwait();
        assertThat(two.requests("chain_getBlock")).isZero();
    }

    @Test
    void oneOnAnotherForkIsNamedAndNotUsed() {
        use(FakeNode.serving(ScriptedChain.branched("fork", 30, 60)));
        source.finalizedHead().ignoreElement().blockingAwait();
        await().untilAsserted(() -> assertThat(heard.reasons())
                .anyMatch(reason -> reason.contains(two.uri() + " is on another fork: finalized block 60 is")));
        readAll();
        assertThat(two.requests("chain_getBlock")).isZero();
    }

    @Test
    void oneOfAnotherChainIsNamedAndTheOthersGoOn() {
        use(FakeNode.serving(ScriptedChain.named("other", 60)));
        readAll();
        await().untilAsserted(() -> assertThat(heard.reasons())
                .anyMatch(reason -> reason.contains(two.uri() + " serves another chain: expected genesis")));
        assertThat(two.requests("chain_getBlock")).isZero();
    }

    @Test
    void whoseChainIsMeantIsNotForTheFirstEndpointToSayWhereItIsKnown() {
        use(FakeNode.serving(ScriptedChain.named("other", 60)));
        source.close();
        source = RpcSource.of(
                TestSources.options(two, one), ScriptedChain.to(0).at(0).ref().hash(), heard);
        readAll();
        assertThat(two.requests("chain_getBlock")).isZero();
    }

    @Test
    void aLieOfOneIsCaughtAndTheOtherAsked() {
        one.inject("chain_getBlock", 60, new Fault.LyingBody());
        readAll();
        assertThat(two.requests("chain_getBlock")).isEqualTo(60);
        assertThat(heard.all()).contains("chain_getBlock untrusted");
    }

    @Test
    void whatOneRefusesForTooMuchTheOtherAnswers() {
        awaitInspection();
        one.inject("chain_getBlock", 1000, Fault.Refusal.throttled());
        readAll();
        assertThat(two.requests("chain_getBlock")).isEqualTo(60);
        assertThat(heard.reasons()).isEmpty();
    }

    @Test
    void theZeroHashOfOneIsNotYet() {
        awaitInspection();
        one.inject("chain_getBlockHash", new Fault.ZeroHash());
        two.inject("chain_getBlockHash", new Fault.ZeroHash());
        source.blockHash(9).test().awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertComplete();
    }

    @Test
    void aSlowLiveRequestIsAskedOfASecondEndpoint() {
        TestScheduler time = useTimeMovedByHand();
        awaitInspection(time::triggerActions);
        one.inject("chain_getHeader", new Fault.LateAnswer());
        two.inject("chain_getHeader", new Fault.LateAnswer());
        long before = one.requests("chain_getHeader") + two.requests("chain_getHeader");
        TestObserver<Header> asked = source.header(hash(5)).test();
        await().until(() -> one.requests("chain_getHeader") + two.requests("chain_getHeader") == before + 1);
        time.advanceTimeBy(5, TimeUnit.SECONDS);
        await().until(() -> one.requests("chain_getHeader") + two.requests("chain_getHeader") == before + 2);
        two.releaseLateAnswers();
        asked.awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertValue(CHAIN.at(5).header());
    }

    @Test
    void aSlowRequestOfTheBackfillIsNotAskedTwice() {
        TestScheduler time = useTimeMovedByHand();
        awaitInspection(time::triggerActions);
        one.inject("chain_getHeader", new Fault.LateAnswer());
        two.inject("chain_getHeader", new Fault.LateAnswer());
        long before = one.requests("chain_getHeader") + two.requests("chain_getHeader");
        TestObserver<Header> asked =
                source.inLane(Lane.BACKFILL).header(hash(5)).test();
        await().until(() -> one.requests("chain_getHeader") + two.requests("chain_getHeader") == before + 1);
        time.advanceTimeBy(20, TimeUnit.SECONDS);
        one.releaseLateAnswers();
        two.releaseLateAnswers();
        asked.awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertValue(CHAIN.at(5).header());
        assertThat(one.requests("chain_getHeader") + two.requests("chain_getHeader"))
                .isEqualTo(before + 1);
    }

    @Test
    void whatIsLiveGoesBeforeTheBackfill() {
        source.close();
        source = RpcSource.of(TestSources.options(one).withLimits(new RpcOptions.Limits(1, 100, 1 << 20)), heard);
        source.genesisHash().ignoreElement().blockingAwait();
        one.inject("chain_getHeader", new Fault.LateAnswer());
        RpcSource past = source.inLane(Lane.BACKFILL);
        TestObserver<Header> first = past.header(hash(1)).test();
        await().until(() -> one.requests("chain_getHeader") == 1);
        var all = List.of(
                first,
                past.header(hash(2)).test(),
                past.header(hash(3)).test(),
                source.header(hash(60)).test());
        one.releaseLateAnswers();
        all.forEach(asked -> asked.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertValueCount(1));
        assertThat(one.requests())
                .filteredOn(request -> request.method().equals("chain_getHeader"))
                .extracting(request -> request.params().substring(2, 68))
                .containsExactly(hash(1).hex(), hash(60).hex(), hash(2).hex(), hash(3).hex());
    }

    @Test
    void oneIsFollowedAndTheOtherTakesOver() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        await().until(() -> one.subscribers() == 1 && !heads.values().isEmpty());
        assertThat(two.subscribers()).isZero();
        one.stop();
        await().until(() -> two.subscribers() == 1);
        await().untilAsserted(() ->
                assertThat(heads.values()).endsWith(CHAIN.at(60).ref()).hasSizeGreaterThan(1));
    }
}

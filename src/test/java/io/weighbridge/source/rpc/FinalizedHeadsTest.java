package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.FakeNode;
import io.weighbridge.testing.Fault;
import io.weighbridge.testing.Patience;
import io.weighbridge.testing.ScriptedChain;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream of finalized heads at a real socket. */
class FinalizedHeadsTest {

    private static final String SUBSCRIBE = "chain_subscribeFinalizedHeads";
    private static final ScriptedChain CHAIN = ScriptedChain.to(9);

    private final FakeNode node = FakeNode.serving(CHAIN, 2);
    private final HeardEvents heard = new HeardEvents();
    private RpcSource source = RpcSource.of(TestSources.options(node), heard);

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    private static BlockRef ref(long number) {
        return CHAIN.at(number).ref();
    }

    private static void awaitHeads(TestSubscriber<BlockRef> heads, BlockRef... expected) {
        await().untilAsserted(() -> assertThat(heads.values()).containsExactly(expected));
    }

    @Test
    void skippedNumbersAreSkipped() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.finalizeTo(6);
        awaitHeads(heads, ref(2), ref(6));
    }

    @Test
    void headsOutOfOrderArePassedOnAsTheyCome() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.announce(6);
        awaitHeads(heads, ref(2), ref(6));
        node.announce(4);
        awaitHeads(heads, ref(2), ref(6), ref(4));
    }

    @Test
    void numbersAsSubscriptionIdsAreFine() {
        node.useNumericSubscriptionIds();
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.finalizeTo(3);
        awaitHeads(heads, ref(2), ref(3));
    }

    @Test
    void aHeadThatOvertakesItsSubscriptionsIdIsNotLost() {
        node.inject(SUBSCRIBE, new Fault.NewsFirst());
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.finalizeTo(3);
        awaitHeads(heads, ref(2), ref(3));
    }

    @Test
    void aBrokenConnectionIsSubscribedToAnew() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.dropConnections();
        awaitHeads(heads, ref(2), ref(2));
        node.finalizeTo(5);
        awaitHeads(heads, ref(2), ref(2), ref(5));
        assertThat(heard.all()).contains("reconnecting closed");
    }

    @Test
    void aNodeThatIsAwayForLongIsWaitedFor() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.stop();
        await().untilAsserted(() ->
                assertThat(heard.all().stream().filter("not usable"::equals)).hasSizeGreaterThan(5));
        node.restart();
        awaitHeads(heads, ref(2), ref(2));
    }

    private TestScheduler useTimeMovedByHand() {
        var time = new TestScheduler();
        source.close();
        source = new RpcSource(TestSources.options(node), TestSources.environment(time), heard);
        return time;
    }

    /** Whatever the node sent before has been received when this returns. */
    private void roundTrip() {
        source.blockHash(1).ignoreElement().blockingAwait();
    }

    @Test
    void aHeadThatIsSilentForFourBlockTimesIsAFault() {
        TestScheduler time = useTimeMovedByHand();
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        roundTrip();
        time.advanceTimeBy(47_999, TimeUnit.MILLISECONDS);
        assertThat(heard.all()).doesNotContain("reconnecting silent");
        time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        assertThat(heard.all()).contains("reconnecting silent");
        await().untilAsserted(() -> {
            time.advanceTimeBy(10, TimeUnit.MILLISECONDS);
            assertThat(heads.values()).containsExactly(ref(2), ref(2));
        });
        heads.assertNotComplete().assertNoErrors();
    }

    @Test
    void aSlowReaderIsNotTakenForASilentHead() {
        TestScheduler time = useTimeMovedByHand();
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test(0);
        await().until(() -> node.subscribers() == 1);
        for (int number = 3; number < 9; number++) {
            node.announce(number);
            roundTrip();
            time.advanceTimeBy(40, TimeUnit.SECONDS);
        }
        assertThat(heard.all()).doesNotContain("reconnecting silent");
        heads.request(100);
        await().untilAsserted(() -> assertThat(heads.values()).endsWith(ref(8)));
        assertThat(heads.values()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aDamagedHeadIsAFaultOfTheConnection() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        node.announce("{\"number\":\"0x7\"}");
        awaitHeads(heads, ref(2), ref(2));
        assertThat(heard.all()).contains("reconnecting fault");
    }

    @Test
    void aRefusedSubscriptionIsAskedForAgain() {
        node.inject(SUBSCRIBE, 2, new Fault.Refusal(-32000, "Subscription limit"));
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        assertThat(heard.all()).contains(SUBSCRIBE + " error");
    }

    @Test
    void aNodeWithoutSubscriptionsIsUnusable() {
        node.inject(SUBSCRIBE, Fault.Refusal.lacking());
        source.finalizedHeads()
                .test()
                .awaitDone(Patience.SECONDS, TimeUnit.SECONDS)
                .assertError(SourceException.Unusable.class);
    }

    @Test
    void aSubscriptionIdMayBeNothingElse() {
        node.inject(SUBSCRIBE, new Fault.Answer("{}"));
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        assertThat(heard.all()).contains(SUBSCRIBE + " untrusted");
    }

    @Test
    void whoStopsListeningUnsubscribes() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        heads.cancel();
        await().until(() -> node.subscribers() == 0);
        assertThat(node.connections()).isEqualTo(1);
    }

    @Test
    void closingTheSourceEndsTheStream() {
        TestSubscriber<BlockRef> heads = source.finalizedHeads().test();
        awaitHeads(heads, ref(2));
        source.close();
        heads.awaitDone(Patience.SECONDS, TimeUnit.SECONDS).assertError(SourceException.Unusable.class);
    }
}

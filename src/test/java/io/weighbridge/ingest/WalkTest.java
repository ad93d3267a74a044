package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.IngestBench;
import io.weighbridge.testing.MemoryChain.Method;
import io.weighbridge.testing.MemoryChain.Request;
import io.weighbridge.testing.TestDecoder;
import io.weighbridge.weights.WeightFact;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static TestSubscriber<Finding> walk(IngestBench bench, long first, long last) {
        return bench.ingest()
                .walk()
                .over(new BlockRange(first, last), ChainBuilder.ref(40))
                .test();
    }

    private static List<WeightFact> facts(TestSubscriber<Finding> walked) {
        return walked.values().stream()
                .flatMap(finding -> ((Finding.Facts) finding).facts().stream())
                .toList();
    }

    @Test
    void handsBlocksOutInOrderWhateverTheOrderOfTheAnswers() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        List<CompletableSubject> answers =
                Stream.generate(CompletableSubject::create).limit(5).toList();
        bench.source.script(request ->
                request.method() == Method.BLOCK ? answers.get((int) request.block()) : Completable.complete());
        TestSubscriber<Finding> walked = walk(bench, 1, 4);

        answers.get(3).onComplete();
        answers.get(2).onComplete();
        walked.assertNoValues();
        answers.get(1).onComplete();
        walked.assertValueCount(3);
        answers.get(4).onComplete();

        walked.assertComplete();
        assertThat(walked.values())
                .extracting(finding -> finding.blocks().first())
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void readsNoFurtherAheadThanItMay() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        var slow = bench.ingest()
                .walk()
                .over(new BlockRange(1, 40), ChainBuilder.ref(40))
                .test(0);

        int ahead = bench.source.count(Method.BLOCK);
        assertThat(ahead).isBetween(1, bench.options().inFlight() + 2);
        slow.request(10);

        slow.assertValueCount(10);
        assertThat(bench.source.count(Method.BLOCK))
                .isLessThanOrEqualTo(10 + bench.options().inFlight() + 2);
    }

    @Test
    void asksForManyHashesInOneRequest() {
        var bench = new IngestBench(ChainBuilder.chainTo(200));
        bench.source.takesLists();

        bench.ingest()
                .walk()
                .over(new BlockRange(1, 150), ChainBuilder.ref(200))
                .test()
                .assertValueCount(150)
                .assertComplete();

        assertThat(bench.source.count(Method.BLOCK_HASHES)).as("pages of 64").isEqualTo(3);
        assertThat(bench.source.count(Method.BLOCK_HASH))
                .as("the block before the range, the one after it, and what its runtime needs")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void asksAgainForAHashThatLeadsToNoBlock() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        bench.source.takesLists();
        bench.source.lies(Map.of(5L, Hash.fromHex("11".repeat(32))));
        bench.source.script(request -> {
            if (request.equals(new Request(Method.BLOCK, -1))) {
                bench.source.lies(Map.of());
                return Completable.error(new SourceException.Transient("no such block"));
            }
            return Completable.complete();
        });
        TestSubscriber<Finding> walked = walk(bench, 1, 10);

        bench.timers.advanceTimeBy(1, TimeUnit.MINUTES);

        walked.assertValueCount(10).assertComplete();
        assertThat(bench.parked).isEmpty();
    }

    @Test
    void asksForTheEventsOfEveryBlock() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFacts(3, 1));

        walk(bench, 1, 10).assertComplete();

        assertThat(bench.source.count(Method.STORAGE)).isEqualTo(10);
    }

    @Test
    void fetchesWhatTheDecoderNeedsFromTheState() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).needingStateAt(3));

        assertThat(facts(walk(bench, 1, 10))).hasSize(1);
        assertThat(bench.source.count(Method.STORAGE))
                .as("the events of each block, and one value more")
                .isEqualTo(11);
    }

    @Test
    void readsBlocksAgainThatWereReadWithARuntimeThatTurnedOutToBeWrong() {
        ChainBuilder.Chain chain = ChainBuilder.chainTo(40)
                .withFactEvery(1)
                .upgradeAt(12, 380)
                .upgradeAt(20, 100)
                .build();
        var bench = new IngestBench(ChainBuilder.chainTo(40)
                        .withFactEvery(1)
                        .upgradeAt(12, 380)
                        .upgradeAt(20, 100))
                .with(TestDecoder.lenient());
        var late = CompletableSubject.create();
        bench.source.script(request -> request.equals(new Request(Method.BLOCK, 12)) ? late : Completable.complete());

        TestSubscriber<Finding> walked = walk(bench, 1, 40);
        assertThat(bench.source.count(Method.STORAGE))
                .as("blocks behind 12 are read")
                .isGreaterThan(12);
        late.onComplete();
        List<WeightFact> facts = facts(walked);

        assertThat(facts)
                .hasSize(40)
                .allSatisfy(fact -> assertThat(fact.specVersion())
                        .isEqualTo(chain.executedBy(fact.block().number())));
    }

    @Test
    void readsABlockAgainThatDoesNotDecodeWithTheRuntimeThatWasBelieved() {
        var bench = new IngestBench(ChainBuilder.chainTo(40)
                        .withFactEvery(1)
                        .swapAt(12, 380)
                        .swapAt(20, 100))
                .with(TestDecoder.strict());

        assertThat(facts(walk(bench, 1, 40))).hasSize(40);
    }

    @Test
    void doesNotTakeTheMetadataOfOneRuntimeForThatOfAnother() {
        ChainBuilder chain =
                ChainBuilder.chainTo(40).withFactEvery(1).swapAt(12, 380).swapAt(20, 100);
        var bench = new IngestBench(chain);
        bench.store.saveSpecRange(100, new BlockRange(1, 40));

        List<WeightFact> facts = facts(walk(bench, 15, 30));

        assertThat(facts)
                .hasSize(16)
                .allSatisfy(fact -> assertThat(fact.specVersion())
                        .isEqualTo(chain.build().executedBy(fact.block().number())));
        assertThat(bench.store.metadata(100)).contains(TestDecoder.metadata(100));
        assertThat(bench.store.metadata(380)).contains(TestDecoder.metadata(380));
    }

    @Test
    void parksABlockWhoseDecoderNeverHasEnough() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).neverEnoughAt(3));

        TestSubscriber<Finding> walked = walk(bench, 1, 10);

        assertThat(walked.values().get(2)).isInstanceOf(Finding.Unreadable.class);
        assertThat(((Finding.Unreadable) walked.values().get(2)).reason())
                .contains("block 3 ")
                .contains("after 4 rounds 1 more storage keys are asked for");
        walked.assertComplete();
    }

    @Test
    void linksEachWalkToTheOneBeforeWithoutAskingAgain() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        Walk walk = bench.ingest().walk();
        walk.over(new BlockRange(1, 10), ChainBuilder.ref(10)).test().assertComplete();
        int asked = bench.source.count(Method.BLOCK_HASH);

        walk.over(new BlockRange(11, 11), ChainBuilder.ref(11)).test().assertComplete();

        assertThat(bench.source.count(Method.BLOCK_HASH) - asked)
                .as("only the runtime of block 11 is looked up, whose parent is known by number")
                .isZero();
    }

    @Test
    void letsAFaultWaitForItsTurn() {
        var bench = new IngestBench(ChainBuilder.chainTo(40));
        var first = CompletableSubject.create();
        bench.source.script(request -> {
            if (request.equals(new Request(Method.BLOCK, 1))) {
                return first;
            }
            return request.equals(new Request(Method.BLOCK, 3))
                    ? Completable.error(new SourceException.Pruned("gone"))
                    : Completable.complete();
        });
        TestSubscriber<Finding> walked = walk(bench, 1, 10);
        walked.assertNoErrors();

        first.onComplete();

        walked.assertValueCount(2).assertError(SourceException.Pruned.class);
    }

    @Test
    void makesEachRuntimeOnceHoweverManyBlocksWaitForIt() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1));
        var metadata = CompletableSubject.create();
        bench.source.script(request -> request.method() == Method.METADATA ? metadata : Completable.complete());
        TestSubscriber<Finding> walked = walk(bench, 1, 10);
        walked.assertNoValues();

        metadata.onComplete();

        walked.assertComplete();
        assertThat(bench.source.count(Method.METADATA)).isEqualTo(1);
    }

    @Test
    void keepsMetadataForTheNextTime() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1).swapAt(5, 119));
        walk(bench, 1, 10).assertComplete();

        walk(bench, 1, 10).assertComplete();

        assertThat(bench.source.count(Method.METADATA)).isEqualTo(2);
    }

    @Test
    void asksForMetadataAgainAfterAFaultThatPasses() {
        var bench = new IngestBench(ChainBuilder.chainTo(40).withFactEvery(1));
        bench.source.failing(new Request(Method.METADATA, 0), 1, new SourceException.Pruned("gone"));
        Ingest ingest = bench.ingest();
        ingest.walk().over(new BlockRange(1, 5), ChainBuilder.ref(40)).test().assertError(SourceException.Pruned.class);

        ingest.walk().over(new BlockRange(1, 5), ChainBuilder.ref(40)).test().assertComplete();
    }
}

package io.weighbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.ForwardingSource;
import io.weighbridge.source.SourceException;
import io.weighbridge.testing.ChainBuilder;
import io.weighbridge.testing.MemoryChain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockHashesTest {

    private final Slow source = new Slow();
    private final BlockHashes hashes = new BlockHashes(source);

    private static Hash hash(long number) {
        return new MemoryChain(ChainBuilder.chainTo(100).build())
                .blockHash(number)
                .blockingGet();
    }

    @Test
    void asksTogetherForWhatIsWantedWhileOthersAreOnTheirWay() {
        var all = LongStream.rangeClosed(1, 9)
                .mapToObj(number -> hashes.of(number, List.of()).test())
                .toList();
        source.answer(0);
        source.answer(1);
        source.answer(2);

        assertThat(source.asked).containsExactly(List.of(1L), List.of(2L), List.of(3L, 4L, 5L, 6L, 7L, 8L, 9L));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).assertValue(hash(i + 1L));
        }
    }

    @Test
    void asksOnceForWhatIsWantedTwice() {
        var first = hashes.of(7, List.of()).test();
        var second = hashes.of(7, List.of()).test();
        source.answer(0);

        first.assertValue(hash(7));
        second.assertValue(hash(7));
        hashes.of(7, List.of()).test().assertValue(hash(7));
        assertThat(source.asked).containsExactly(List.of(7L));
    }

    @Test
    void bringsAlongWhatIsLikelyToBeWantedNext() {
        var wanted = hashes.of(50, List.of(25L, 75L)).test();
        source.answer(0);

        wanted.assertValue(hash(50));
        hashes.of(25, List.of()).test().assertValue(hash(25));
        assertThat(source.asked).containsExactly(List.of(50L, 25L, 75L));
    }

    @Test
    void asksForNothingThatIsOnItsWay() {
        var first = hashes.of(1, List.of(2L, 3L, 4L)).test();
        var second = hashes.of(2, List.of(3L, 4L)).test();
        source.answer(0);

        first.assertValue(hash(1));
        second.assertValue(hash(2));
        assertThat(source.asked).containsExactly(List.of(1L, 2L, 3L, 4L));
    }

    @Test
    void asksForWhatWasOnItsWayInAListThatIsRefused() {
        source.takesLists = false;
        var first = hashes.of(1, List.of(2L, 3L)).test();
        var second = hashes.of(2, List.of(3L)).test();
        source.answer(0);
        var third = hashes.of(3, List.of()).test();
        source.answer(1);
        source.answer(2);
        source.answer(3);

        first.assertValue(hash(1));
        second.assertValue(hash(2));
        third.assertValue(hash(3));
        assertThat(source.asked).containsExactly(List.of(1L, 2L, 3L), List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void asksForListsAgainAfterOneThatWasAnswered() {
        for (boolean taken : new boolean[] {false, true, false, true}) {
            source.takesLists = taken;
            long number = 10L * (source.asked.size() + 1);
            var wanted = hashes.of(number, List.of(number + 1)).test();
            source.answer(source.asked.size() - 1);
            if (!taken) {
                source.answer(source.asked.size() - 1);
            }
            wanted.assertValue(hash(number));
        }

        assertThat(source.asked).filteredOn(numbers -> numbers.size() == 2).hasSize(4);
    }

    @Test
    void asksForEachAloneWhereTheSourceTakesNoLists() {
        source.takesLists = false;
        for (long number = 10; number < 40; number += 10) {
            var wanted = hashes.of(number, List.of(number + 1)).test();
            for (int i = 0; i < 3; i++) {
                source.answer(source.asked.size() - 1);
            }
            wanted.assertValue(hash(number));
        }

        assertThat(source.asked)
                .containsExactly(List.of(10L, 11L), List.of(10L), List.of(20L, 21L), List.of(20L), List.of(30L));
    }

    @Test
    void tellsEverybodyOfAFaultAndAsksAgainForWhoWantsItAgain() {
        var first = hashes.of(7, List.of()).test();
        source.fail(0, new SourceException.Transient("away"));
        first.assertError(SourceException.Transient.class);

        var again = hashes.of(7, List.of()).test();
        source.answer(1);
        again.assertValue(hash(7));
    }

    @Test
    void saysOfABlockThatIsNotThereThatItIsNotThereYet() {
        var wanted = hashes.of(101, List.of()).test();
        source.answer(0);

        wanted.assertError(fault -> fault instanceof SourceException.Transient
                && String.valueOf(fault.getMessage()).contains("no block 101 yet"));
    }

    /** Answers when it is told to. */
    private static final class Slow extends ForwardingSource {

        private final List<List<Long>> asked = new ArrayList<>();
        private final List<SingleSubject<Boolean>> answers = new ArrayList<>();
        private boolean takesLists = true;

        Slow() {
            super(new MemoryChain(ChainBuilder.chainTo(100).build()));
        }

        void answer(int request) {
            answers.get(request).onSuccess(true);
        }

        void fail(int request, SourceException fault) {
            answers.get(request).onError(fault);
        }

        private Single<Boolean> later(List<Long> numbers) {
            return Single.defer(() -> {
                asked.add(numbers);
                answers.add(SingleSubject.create());
                return answers.get(answers.size() - 1);
            });
        }

        @Override
        public Maybe<Hash> blockHash(long number) {
            return later(List.of(number)).flatMapMaybe(unused -> source().blockHash(number));
        }

        @Override
        public Single<List<Hash>> blockHashes(List<Long> numbers) {
            return later(numbers)
                    .map(unused -> takesLists
                            ? numbers.stream().map(BlockHashesTest::hash).toList()
                            : List.of());
        }
    }
}

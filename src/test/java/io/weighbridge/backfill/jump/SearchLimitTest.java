package io.weighbridge.backfill.jump;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.observers.TestObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchLimitTest {

    private final AtomicReference<Double> perMinute = new AtomicReference<>(Double.POSITIVE_INFINITY);
    private final SearchLimit limit = new SearchLimit(perMinute::get);
    private final List<SearchLimit.Ticket> all =
            IntStream.range(0, 32).mapToObj(unused -> limit.enter()).toList();

    private List<TestObserver<Void>> everybodyComes() {
        return all.stream().map(ticket -> ticket.awaitTurn().test()).toList();
    }

    @Test
    void letsEverybodyGoWhereNoLimitIsKnown() {
        assertThat(everybodyComes()).allSatisfy(TestObserver::assertComplete);
    }

    @Test
    void letsTheFirstGoWhereLittleCanBeAsked() {
        perMinute.set(100.0);
        List<TestObserver<Void>> waiting = everybodyComes();

        assertThat(waiting.subList(0, 4)).allSatisfy(TestObserver::assertComplete);
        assertThat(waiting.subList(4, 32)).allSatisfy(TestObserver::assertNotComplete);
    }

    @Test
    void letsTheNextGoWhenOneHasLeft() {
        perMinute.set(100.0);
        List<TestObserver<Void>> waiting = everybodyComes();
        all.get(1).leave();

        waiting.get(4).assertComplete();
        waiting.get(5).assertNotComplete();
    }

    @Test
    void letsMoreGoOnceMoreCanBeAsked() {
        perMinute.set(100.0);
        List<TestObserver<Void>> waiting = everybodyComes();
        perMinute.set(1200.0);
        var again = all.get(0).awaitTurn().test();

        again.assertComplete();
        assertThat(waiting.subList(1, 23)).allSatisfy(TestObserver::assertComplete);
        waiting.get(23).assertNotComplete();
    }
}

package io.weighbridge.source.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadySchedulerTest {

    private final TestScheduler threads = new TestScheduler();
    private final SteadyScheduler steady = new SteadyScheduler(threads);

    @Test
    void itsClockIsTheOneThatNobodySets() {
        long before = System.nanoTime();
        long now = steady.now(TimeUnit.NANOSECONDS);

        assertThat(now).isBetween(before, System.nanoTime());
    }

    @Test
    void itWaitsOnTheThreadsOfTheOther() {
        var waited = Single.timer(5, TimeUnit.SECONDS, steady).test();

        threads.advanceTimeBy(4, TimeUnit.SECONDS);
        waited.assertNotComplete();
        threads.advanceTimeBy(1, TimeUnit.SECONDS);
        waited.assertComplete();
    }
}

package io.weighbridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Crashes a program before a step of its choice: every request to the source and every write to the store is one, counted
 * from 0.
 */
public final class Crashes {

    private final AtomicInteger steps = new AtomicInteger();
    private final int at;

    private Crashes(int at) {
        this.at = at;
    }

    /** Makes the bench crash before that step. */
    public static Crashes before(int step, IngestBench bench) {
        var crashes = new Crashes(step);
        bench.source.script(request -> Completable.fromAction(crashes::step));
        bench.store.script(crashes::step);
        return crashes;
    }

    /**
     * Crashes once before each step in turn, lets the work run again, and asserts that it ends as if nothing had happened.
     *
     * @param benches makes a new bench, each like the others
     * @param work what is done on a bench
     * @param result what has to be the same
     * @return at how many steps it crashed
     */
    public static int onceAtEveryStep(
            Supplier<IngestBench> benches, Consumer<IngestBench> work, Function<IngestBench, String> result) {
        IngestBench undisturbed = benches.get();
        work.accept(undisturbed);
        int step = 0;
        while (true) {
            IngestBench bench = benches.get();
            Crashes crash = before(step, bench);
            work.accept(bench);
            if (!crash.happened()) {
                return step;
            }
            none(bench);
            work.accept(bench);
            assertThat(result.apply(bench))
                    .as("after a crash before step %d", step)
                    .isEqualTo(result.apply(undisturbed));
            step++;
        }
    }

    /** Makes the bench sound again. */
    public static void none(IngestBench bench) {
        bench.source.script(request -> Completable.complete());
        bench.store.script(() -> {});
    }

    /** Whether it came to that step. */
    public boolean happened() {
        return steps.get() > at;
    }

    private void step() {
        if (steps.getAndIncrement() >= at) {
            throw new Crash("before step " + at);
        }
    }

    /** The process is gone: nothing is handled any more. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String message) {
            super(message);
        }
    }
}

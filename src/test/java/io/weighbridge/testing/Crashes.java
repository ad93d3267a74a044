package io.weighbridge.testing;

import io.reactivex.rxjava3.core.Completable;
import java.util.concurrent.atomic.AtomicInteger;

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

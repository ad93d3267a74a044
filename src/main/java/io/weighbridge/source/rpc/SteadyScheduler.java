package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Scheduler;
import java.util.concurrent.TimeUnit;

/**
 * Another scheduler with a clock that goes on evenly: when the time of day is set back, an endpoint that was to be left alone
 * for a second is not left alone for an hour. Safe for many threads.
 */
final class SteadyScheduler extends Scheduler {

    private final Scheduler threads;

    SteadyScheduler(Scheduler threads) {
        this.threads = threads;
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return threads.createWorker();
    }
}

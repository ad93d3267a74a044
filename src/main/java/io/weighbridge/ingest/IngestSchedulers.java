package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Executor;

/**
 * Where indexing runs.
 *
 * @param computation decodes; never blocks
 * @param writer one thread, the only one that touches the store; it may block
 * @param timers waits, and tells the time
 */
public record IngestSchedulers(Scheduler computation, Scheduler writer, Scheduler timers) {

    /**
     * Decodes and waits on RxJava's own threads.
     *
     * @param writer runs one task after the other, such as an executor of one thread
     */
    public static IngestSchedulers of(Executor writer) {
        return new IngestSchedulers(Schedulers.computation(), Schedulers.from(writer), Schedulers.computation());
    }
}

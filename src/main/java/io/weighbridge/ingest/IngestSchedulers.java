package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Executor;

/**
 * The schedulers that indexing runs on.
 *
 * @param computation decodes; never blocks
 * @param writer one thread, the only one that writes to the store; it may block
 * @param rows one thread, the only one that writes rows if rows have to settle; it may block while another process
 *     locks the validator's file, and is interrupted when the rows are no longer waited for
 * @param timers waits, and tells the time
 */
public record IngestSchedulers(Scheduler computation, Scheduler writer, Scheduler rows, Scheduler timers) {

    /** Rows are written on the writer thread too. */
    public IngestSchedulers(Scheduler computation, Scheduler writer, Scheduler timers) {
        this(computation, writer, writer, timers);
    }

    /**
     * Decodes and waits on RxJava's own threads.
     *
     * @param writer runs one task after the other, such as an executor of one thread
     */
    public static IngestSchedulers of(Executor writer) {
        return of(writer, writer);
    }

    /**
     * The same with rows written by another thread than facts.
     *
     * @param writer runs one task after the other
     * @param rows the same
     */
    public static IngestSchedulers of(Executor writer, Executor rows) {
        return new IngestSchedulers(
                Schedulers.computation(),
                Schedulers.from(writer),
                Schedulers.from(rows, true),
                Schedulers.computation());
    }
}

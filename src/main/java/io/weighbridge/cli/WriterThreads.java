package io.weighbridge.cli;

import io.weighbridge.ingest.IngestSchedulers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The two threads that write: one facts, and one rows, which others may keep waiting. */
final class WriterThreads implements AutoCloseable {

    private static final long LONGEST_END_SECONDS = 30;

    private final ExecutorService facts = Executors.newSingleThreadExecutor(work -> daemon(work, "writer"));
    private final ExecutorService rows = Executors.newSingleThreadExecutor(work -> daemon(work, "rows"));

    /** Where indexing runs, with these two as its writers. */
    IngestSchedulers schedulers() {
        return IngestSchedulers.of(facts, rows);
    }

    /** Lets what is being written come to its end; what takes too long is interrupted. */
    @Override
    public void close() {
        end(rows);
        end(facts);
    }

    private static void end(ExecutorService worker) {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}

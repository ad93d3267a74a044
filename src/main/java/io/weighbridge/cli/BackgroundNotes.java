package io.weighbridge.cli;

import io.weighbridge.alerts.AlertNotes;
import io.weighbridge.store.Store;
import io.weighbridge.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the store, written on a thread of their own: whoever leaves one does not wait for a store that somebody keeps
 * locked, and is heard by people meanwhile. The newest of each topic is written. Safe for many threads.
 */
final class BackgroundNotes implements AlertNotes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundNotes.class);
    private static final int SECONDS_TO_END = 3;

    private final Store store;
    private final Map<String, Map<String, String>> waiting = new LinkedHashMap<>();

    /** What was read or written last by topic, as nobody else writes; also while the store is out of service. */
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    private final ExecutorService writer = Executors.newSingleThreadExecutor(BackgroundNotes::thread);

    BackgroundNotes(Store store) {
        this.store = store;
    }

    @Override
    public Map<String, String> read(String topic) {
        return known.computeIfAbsent(topic, store::notes);
    }

    @Override
    public void write(String topic, Map<String, String> texts) {
        synchronized (waiting) {
            known.put(topic, Map.copyOf(texts));
            boolean queued = waiting.put(topic, Map.copyOf(texts)) != null;
            if (!queued && !writer.isShutdown()) {
                writer.execute(() -> leave(topic));
            }
        }
    }

    private void leave(String topic) {
        Map<String, String> texts;
        synchronized (waiting) {
            texts = waiting.getOrDefault(topic, Map.of());
        }
        try {
            store.leaveNotes(topic, texts);
        } catch (StoreException e) {
            LOG.warn(
                    "a note to the next run is not kept; alerts may be told again after a restart: {}", e.getMessage());
        }
        synchronized (waiting) {
            if (texts.equals(waiting.get(topic))) {
                waiting.remove(topic);
            } else if (!writer.isShutdown()) {
                writer.execute(() -> leave(topic));
            }
        }
    }

    /** Writes what waits, unless that takes too long. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "notes");
        thread.setDaemon(true);
        return thread;
    }
}

package io.weighbridge.cli;

import io.weighbridge.store.StoreListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Passes what it hears of databases on to several listeners, one after the other. */
final class StoreListeners implements StoreListener {

    private final List<StoreListener> listeners;

    StoreListeners(List<StoreListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void committed(Path file, Duration took) {
        listeners.forEach(listener -> listener.committed(file, took));
    }

    @Override
    public void busy(Path file) {
        listeners.forEach(listener -> listener.busy(file));
    }

    @Override
    public void unavailable(Path database, String why) {
        listeners.forEach(listener -> listener.unavailable(database, why));
    }

    @Override
    public void available(Path database) {
        listeners.forEach(listener -> listener.available(database));
    }
}

package io.weighbridge.cli;

import io.weighbridge.source.SourceListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Passes what it hears of endpoints on to several listeners, one after the other. */
final class SourceListeners implements SourceListener {

    private final List<SourceListener> listeners;

    SourceListeners(List<SourceListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void requestEnded(String endpoint, String method, String result, Duration took) {
        each(listener -> listener.requestEnded(endpoint, method, result, took));
    }

    @Override
    public void reconnecting(String endpoint, String reason) {
        each(listener -> listener.reconnecting(endpoint, reason));
    }

    @Override
    public void answerIgnored(String endpoint, String reason) {
        each(listener -> listener.answerIgnored(endpoint, reason));
    }

    @Override
    public void endpointState(String endpoint, boolean usable, String reason) {
        each(listener -> listener.endpointState(endpoint, usable, reason));
    }

    @Override
    public void endpointBudget(String endpoint, double perMinute) {
        each(listener -> listener.endpointBudget(endpoint, perMinute));
    }

    private void each(Consumer<SourceListener> word) {
        listeners.forEach(word);
    }
}

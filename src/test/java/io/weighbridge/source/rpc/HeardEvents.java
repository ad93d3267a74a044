package io.weighbridge.source.rpc;

import io.weighbridge.source.SourceListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a source tells its listener, a line an event. */
final class HeardEvents implements SourceListener {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void requestEnded(String endpoint, String method, String result, Duration took) {
        events.add(method + " " + result);
    }

    @Override
    public void reconnecting(String endpoint, String reason) {
        events.add("reconnecting " + reason);
    }

    @Override
    public void answerIgnored(String endpoint, String reason) {
        events.add("ignored " + reason);
    }

    @Override
    public void endpointState(String endpoint, boolean usable, String reason) {
        events.add(usable ? "usable" : "not usable");
        if (!reason.isEmpty()) {
            reasons.add(reason);
        }
    }

    /** What was said against endpoints. */
    List<String> reasons() {
        return reasons;
    }

    List<String> all() {
        return events;
    }
}

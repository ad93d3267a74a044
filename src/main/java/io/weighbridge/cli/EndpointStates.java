package io.weighbridge.cli;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.source.SourceListener;
import io.weighbridge.web.StatusReport.EndpointStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers how the endpoints do, for whoever asks. Safe for many threads. */
final class EndpointStates implements ProgressListener, SourceListener {

    /** By endpoint what is wrong with it; empty for nothing. */
    private final Map<String, String> faults = new ConcurrentSkipListMap<>();

    private final Map<String, Double> budgets = new ConcurrentSkipListMap<>();

    private volatile long head = -1;

    @Override
    public void endpointState(String endpoint, boolean usable, String reason) {
        faults.put(endpoint, usable || !reason.isEmpty() ? reason : endpoint + " does not answer");
    }

    @Override
    public void endpointBudget(String endpoint, double perMinute) {
        budgets.put(endpoint, perMinute);
    }

    @Override
    public void finalizedHead(BlockRef newest) {
        head = Math.max(head, newest.number());
    }

    /** The endpoints by name, those that answer with the finalized head heard of. */
    List<EndpointStatus> statuses() {
        return faults.entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue()))
                .toList();
    }

    private EndpointStatus status(String endpoint, String fault) {
        boolean usable = fault.isEmpty();
        return new EndpointStatus(
                endpoint, usable, usable ? head : -1, fault, budgets.getOrDefault(endpoint, Double.POSITIVE_INFINITY));
    }
}

package io.weighbridge.cli;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.ingest.ProgressListener;
import io.weighbridge.source.SourceListener;
import io.weighbridge.web.StatusReport.EndpointStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Remembers which endpoints answer, for whoever asks. Safe for many threads. */
final class EndpointStates implements ProgressListener, SourceListener {

    private final Map<String, Boolean> usable = new ConcurrentSkipListMap<>();
    private volatile long head = -1;

    @Override
    public void endpointState(String endpoint, boolean answers) {
        usable.put(endpoint, answers);
    }

    @Override
    public void finalizedHead(BlockRef newest) {
        head = Math.max(head, newest.number());
    }

    /** The endpoints by name, those that answer with the finalized head heard of. */
    List<EndpointStatus> statuses() {
        return usable.entrySet().stream()
                .map(entry -> entry.getValue()
                        ? new EndpointStatus(entry.getKey(), true, head, "")
                        : new EndpointStatus(entry.getKey(), false, -1, entry.getKey() + " does not answer"))
                .toList();
    }
}

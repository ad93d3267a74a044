package io.weighbridge.source.rpc;

import io.weighbridge.source.Lane;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One request on its way to an answer, over as many attempts and endpoints as it takes. Safe for many threads. */
final class PendingRequest {

    private final Lane lane;
    private final String method;
    private final long block;
    private final boolean sparing;
    private final Set<RpcEndpoint> exhausted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RpcEndpoint failedLast;

    /**
     * @param lane who waits for it
     * @param method the JSON-RPC method
     * @param block the number of the block that it is about, or {@link BlockAvailability#UNKNOWN}
     */
    PendingRequest(Lane lane, String method, long block) {
        this(lane, method, block, false);
    }

    private PendingRequest(Lane lane, String method, long block, boolean sparing) {
        this.sparing = sparing;
        this.lane = lane;
        this.method = method;
        this.block = block;
    }

    /** One that saves others which do as well: what a node does not manage is not asked there again. */
    static PendingRequest sparing(Lane lane, String method, long block) {
        return new PendingRequest(lane, method, block, true);
    }

    /** Whether others do as well. */
    boolean isSparing() {
        return sparing;
    }

    Lane lane() {
        return lane;
    }

    String method() {
        return method;
    }

    long block() {
        return block;
    }

    /** Whether the block's state must be there, and not only the block. */
    boolean needsState() {
        return method.startsWith("state_");
    }

    /** That endpoint cannot serve it, now or later. */
    void exhaust(RpcEndpoint endpoint) {
        exhausted.add(endpoint);
    }

    boolean isExhausted(RpcEndpoint endpoint) {
        return exhausted.contains(endpoint);
    }

    /** How many endpoints cannot serve it. */
    int exhausted() {
        return exhausted.size();
    }

    /** That endpoint did not serve it this time: others go first. */
    void failedAt(RpcEndpoint endpoint) {
        failedLast = endpoint;
    }

    boolean failedLastAt(RpcEndpoint endpoint) {
        return endpoint.equals(failedLast);
    }
}

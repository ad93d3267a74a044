package io.weighbridge.source.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of one connection: a bounded number in flight, a bounded number waiting, none after its end. Safe for
 * many threads; it only keeps the books and calls nobody.
 */
final class CallTable {

    /** What becomes of a new request. */
    enum Admission {
        /** It waits for its turn, which {@link #due()} tells. */
        WAITING,
        /** Too many wait already. */
        FULL,
        /** The connection has ended. */
        ENDED
    }

    private final RpcOptions.Limits limits;
    private final Map<Long, RpcCall> inFlight = new HashMap<>();
    private final Deque<RpcCall> waiting = new ArrayDeque<>();
    private long lastId;
    private boolean ended;

    CallTable(RpcOptions.Limits limits) {
        this.limits = limits;
    }

    synchronized Admission admit(RpcCall call) {
        if (ended) {
            return Admission.ENDED;
        }
        if (inFlight.size() >= limits.inFlight() && waiting.size() >= limits.queued()) {
            return Admission.FULL;
        }
        waiting.add(call);
        return Admission.WAITING;
    }

    /** The next request that may be sent now, named and counted as in flight. */
    synchronized Optional<RpcCall> due() {
        if (ended || waiting.isEmpty() || inFlight.size() >= limits.inFlight()) {
            return Optional.empty();
        }
        RpcCall call = waiting.remove();
        call.name(++lastId);
        inFlight.put(lastId, call);
        return Optional.of(call);
    }

    /** The request in flight with that id, which has ended now. */
    synchronized Optional<RpcCall> end(long id) {
        return Optional.ofNullable(inFlight.remove(id));
    }

    /** Ends a request that waits or is in flight; false if it has ended already. */
    synchronized boolean end(RpcCall call) {
        return inFlight.remove(call.id(), call) || waiting.remove(call);
    }

    /** Whether a request was ever sent with that id. */
    synchronized boolean wasSent(long id) {
        return id > 0 && id <= lastId;
    }

    synchronized List<RpcCall> inFlight() {
        return new ArrayList<>(inFlight.values());
    }

    /** Ends all of them, and admits none from now on. */
    synchronized List<RpcCall> endAll() {
        ended = true;
        var all = new ArrayList<>(inFlight.values());
        all.addAll(waiting);
        inFlight.clear();
        waiting.clear();
        return all;
    }
}

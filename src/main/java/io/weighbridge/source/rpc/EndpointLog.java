package io.weighbridge.source.rpc;

import io.weighbridge.source.SourceListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log what happens at endpoints, each thing once. Safe for many threads. */
final class EndpointLog {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointLog.class);

    private final SourceListener listener;
    private final Map<RpcEndpoint, Double> budgets = new ConcurrentHashMap<>();

    EndpointLog(SourceListener listener) {
        this.listener = listener;
    }

    SourceListener listener() {
        return listener;
    }

    void requestEnded(RpcEndpoint endpoint, String method, Result result, Duration took) {
        listener.requestEnded(endpoint.name(), method, result.word(), took);
    }

    void reconnecting(RpcEndpoint endpoint, String reason) {
        listener.reconnecting(endpoint.name(), reason);
    }

    void connected(RpcEndpoint endpoint) {
        listener.endpointState(endpoint.name(), true, "");
    }

    void lost(RpcEndpoint endpoint, String why) {
        listener.endpointState(endpoint.name(), false, why);
    }

    /** A verdict on it changed. */
    void judged(RpcEndpoint endpoint) {
        EndpointTrust trust = endpoint.trust();
        if (trust.kind() == EndpointTrust.Kind.SOUND) {
            LOG.info("{} is used again", endpoint.name());
        } else {
            LOG.warn("{}", trust.reason());
        }
        listener.endpointState(endpoint.name(), trust.usable(), trust.reason());
    }

    /** Its budget may have changed. */
    void budget(RpcEndpoint endpoint) {
        double now = endpoint.budget().perMinute();
        Double before = budgets.put(endpoint, now);
        if (before != null && before == now) {
            return;
        }
        listener.endpointBudget(endpoint.name(), now);
        if (before == null && Double.isFinite(now)) {
            LOG.info(
                    "{} is a public endpoint: it is asked {} times a minute at most", endpoint.name(), Math.round(now));
        } else if (before != null && (Double.isInfinite(before) || now < before / 2)) {
            LOG.info("{} limits requests: about {} a minute", endpoint.name(), Math.round(now));
        }
    }
}

package io.weighbridge.source.rpc;

import java.util.List;

/** The endpoints of a source, one of them in use; the next is taken where one fails. Safe for many threads. */
final class EndpointRing {

    private final List<RpcEndpoint> endpoints;
    private int at;

    EndpointRing(List<RpcEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** The one in use. */
    synchronized RpcEndpoint current() {
        return endpoints.get(at);
    }

    /** That one failed; others take over, unless they did already. */
    synchronized void leave(RpcEndpoint failed) {
        if (current() == failed) {
            at = (at + 1) % endpoints.size();
        }
    }

    /** How many there are. */
    int size() {
        return endpoints.size();
    }

    /** Ends all connections. */
    void close() {
        endpoints.forEach(RpcEndpoint::close);
    }
}

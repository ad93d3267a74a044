package io.weighbridge.cli;

import io.weighbridge.backfill.jump.SingleEndpoint;
import io.weighbridge.chain.Hash;
import io.weighbridge.cli.settings.EndpointName;
import io.weighbridge.cli.settings.Settings;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceListener;
import io.weighbridge.source.rpc.Endpoint;
import io.weighbridge.source.rpc.RpcOptions;
import io.weighbridge.source.rpc.RpcSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes sources of what nodes tell; none of them connects before it is asked. */
final class NodeSources {

    private NodeSources() {}

    /** A source that asks those nodes; whose chain it serves says the first that answers. */
    static ChainSource of(List<URI> nodes, boolean trust, SourceListener listener) {
        return RpcSource.of(options(nodes, trust), listener);
    }

    /** The same, where one of several nodes may be of another chain than is meant. */
    static ChainSource of(List<URI> nodes, Settings settings, Optional<Hash> meant, SourceListener listener) {
        boolean trust = settings.trustEndpoint();
        return nodes.size() > 1 && meant.isPresent()
                ? RpcSource.of(options(nodes, trust), meant.get(), listener)
                : of(nodes, trust, listener);
    }

    /** Each node for itself, where there are several. */
    static List<SingleEndpoint> singleEndpoints(
            List<URI> nodes, boolean trust, SourceListener listener, UnaryOperator<ChainSource> around) {
        return nodes.size() < 2
                ? List.of()
                : nodes.stream()
                        .map(node -> new SingleEndpoint(
                                EndpointName.of(node), around.apply(of(List.of(node), trust, listener))))
                        .toList();
    }

    /** The names of nodes, for people. */
    static String names(List<URI> nodes) {
        return String.join(", ", nodes.stream().map(EndpointName::of).toList());
    }

    private static RpcOptions options(List<URI> nodes, boolean trust) {
        return RpcOptions.of(nodes.stream().map(Endpoint::new).toList()).withTrustBodies(trust);
    }
}

package io.weighbridge.source.rpc;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.source.SourceListener;
import io.weighbridge.testing.FakeNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Options for tests at real sockets: the same rules, shorter times. */
final class TestSources {

    /** Three attempts, some milliseconds apart; two first connections. */
    static final RetryPolicy FAST_RETRY =
            new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50), 0, 3, 2);

    private TestSources() {}

    /** Options for these nodes. */
    static RpcOptions options(FakeNode... nodes) {
        return RpcOptions.of(Arrays.stream(nodes)
                        .map(node -> new Endpoint(node.uri()))
                        .toList())
                .withRetry(FAST_RETRY);
    }

    /** An endpoint that is not connected, at a port where nobody listens. */
    static RpcEndpoint endpoint(int port, Scheduler timer) {
        var where = Endpoint.of("ws://127.0.0.1:" + port);
        return new RpcEndpoint(
                where,
                RpcOptions.of(List.of(where)).withRetry(FAST_RETRY),
                environment(timer),
                new EndpointLog(SourceListener.NONE),
                ChainIdentity.any());
    }

    /** A timer that the test moves, real threads for work, no chance. */
    static Environment environment(Scheduler timer) {
        return new Environment(
                timer, Schedulers.computation(), () -> 0, Environment.standard().tls());
    }
}

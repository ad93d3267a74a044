package io.weighbridge.source.rpc;

import io.weighbridge.testing.FakeNode;
import java.time.Duration;
import java.util.Arrays;

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

    /** The same with another deadline for calls. */
    static RpcOptions withCallDeadline(RpcOptions options, Duration deadline) {
        return options.withDeadlines(new RpcOptions.Deadlines(
                deadline, options.deadlines().connect(), options.deadlines().silentHead()));
    }

    /** The same with another bound on the head's silence. */
    static RpcOptions withSilentHead(RpcOptions options, Duration silence) {
        return options.withDeadlines(new RpcOptions.Deadlines(
                options.deadlines().call(), options.deadlines().connect(), silence));
    }
}

package io.weighbridge.source.rpc;

import io.weighbridge.source.ChainSource;
import io.weighbridge.source.ChainSourceContract;
import io.weighbridge.source.SourceListener;
import io.weighbridge.testing.FakeHttpNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class HttpSourceContractTest extends ChainSourceContract {

    private final FakeHttpNode node = FakeHttpNode.serving(CHAIN);
    private final RpcSource source = RpcSource.of(
            RpcOptions.of(List.of(new Endpoint(node.uri()))).withRetry(TestSources.FAST_RETRY), SourceListener.NONE);

    @AfterEach
    void close() {
        source.close();
        node.close();
    }

    @Override
    protected ChainSource source() {
        return source;
    }
}

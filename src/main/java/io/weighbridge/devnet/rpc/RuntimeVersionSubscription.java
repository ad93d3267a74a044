package io.weighbridge.devnet.rpc;

import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.spec.DevRuntime;

/** Sends the runtime version of the best block's state, and again when it changed. */
final class RuntimeVersionSubscription implements Subscription {

    private final DevChain chain;
    private final Sink sink;
    private int last = -1;

    RuntimeVersionSubscription(DevChain chain, Sink sink) {
        this.chain = chain;
        this.sink = sink;
    }

    @Override
    public boolean advance() {
        DevRuntime runtime = chain.runtimeAfter(chain.best().ref().number());
        if (runtime.specVersion() != last) {
            last = runtime.specVersion();
            sink.send(Json.runtimeVersion(runtime));
        }
        return true;
    }
}

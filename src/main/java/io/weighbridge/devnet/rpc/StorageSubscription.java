package io.weighbridge.devnet.rpc;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.scale.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the values of keys, and again those that a block changed. */
final class StorageSubscription implements Subscription {

    private final DevChain chain;
    private final List<Bytes> keys;
    private final Sink sink;
    private final Map<Bytes, Optional<Bytes>> last = new HashMap<>();

    StorageSubscription(DevChain chain, List<Bytes> keys, Sink sink) {
        this.chain = chain;
        this.keys = keys;
        this.sink = sink;
    }

    @Override
    public boolean advance() {
        RawBlock best = chain.best();
        List<Bytes> changed = keys.stream().filter(key -> isNew(key, best)).toList();
        if (!changed.isEmpty()) {
            sink.send(StateMethods.changes(chain, changed, best));
        }
        return true;
    }

    private boolean isNew(Bytes key, RawBlock best) {
        Optional<Bytes> value = chain.storage(key, best.ref().number());
        return !value.equals(last.put(key, value));
    }
}

package io.weighbridge.devnet.rpc;

import io.weighbridge.chain.RawBlock;
import java.util.function.Supplier;

/**
 * Sends the header of a head whenever the head moved: of the newest block that it is, not of those that it passed. The
 * first message is the head as it is.
 */
final class HeadSubscription implements Subscription {

    private final Supplier<RawBlock> head;
    private final Sink sink;
    private long last = -1;

    HeadSubscription(Supplier<RawBlock> head, Sink sink) {
        this.head = head;
        this.sink = sink;
    }

    @Override
    public boolean advance() {
        RawBlock now = head.get();
        if (now.ref().number() > last) {
            last = now.ref().number();
            sink.send(Json.header(now.header()));
        }
        return true;
    }
}

package io.weighbridge.devnet.rpc;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.scale.Bytes;
import java.util.Optional;
import java.util.stream.LongStream;

/** Tells how it goes with a submitted extrinsic: ready, in a block, finalized; or invalid, if no block took it. */
final class ExtrinsicWatch implements Subscription {

    private final DevChain chain;
    private final Bytes extrinsic;
    private final Sink sink;
    private final long submittedAt;
    private boolean ready;
    private long includedAt = -1;

    /** Watches an extrinsic that was submitted just now. */
    ExtrinsicWatch(DevChain chain, Bytes extrinsic, Sink sink) {
        this.chain = chain;
        this.extrinsic = extrinsic;
        this.sink = sink;
        this.submittedAt = chain.best().ref().number();
    }

    @Override
    public boolean advance() {
        if (!ready) {
            ready = true;
            sink.send(Json.text("ready"));
        }
        return includedAt < 0 ? awaitBlock() : awaitFinality();
    }

    private boolean awaitBlock() {
        // The pool first: an extrinsic that has left it is in a block that is there, or in none.
        boolean waits = chain.pool().pending().contains(extrinsic);
        long best = chain.best().ref().number();
        Optional<RawBlock> found = LongStream.rangeClosed(Math.max(0, submittedAt - 1), best)
                .mapToObj(chain::block)
                .flatMap(Optional::stream)
                .filter(block -> block.extrinsics().contains(extrinsic))
                .findFirst();
        if (found.isPresent()) {
            includedAt = found.get().ref().number();
            sink.send(Json.object().put("inBlock", found.get().ref().hash().hex()));
            return awaitFinality();
        }
        if (!waits && best > submittedAt + 1) {
            sink.send(Json.text("invalid"));
            return false;
        }
        return true;
    }

    private boolean awaitFinality() {
        if (chain.finalized().ref().number() < includedAt) {
            return true;
        }
        sink.send(Json.object()
                .put(
                        "finalized",
                        chain.block(includedAt).orElseThrow().ref().hash().hex()));
        return false;
    }
}

package io.weighbridge.weights;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import java.util.Map;
import java.util.Optional;

/** Reads the weight actions of tracked hotkeys out of blocks. Immutable and safe for many threads. */
public final class WeightReader {

    private final Tracked tracked;

    /** A reader for those hotkeys and subnets. */
    public WeightReader(Tracked tracked) {
        this.tracked = tracked;
    }

    /** Whose weights are read. */
    public Tracked tracked() {
        return tracked;
    }

    /**
     * Whether the block's extrinsics may hold a tracked call: a cheap test on the bytes, before anything is decoded. A
     * false answer is certain.
     */
    public boolean mayHoldCall(RawBlock block) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a block.
     *
     * @param block the block
     * @param runtime the runtime that executed it, which is the one in its parent's state
     * @param events the value of {@code System.Events} in the state after the block
     * @param state values from the state after the block by storage key, empty where nothing is stored; what is asked for
     *     by {@link Reading.NeedsState} has to be among them the next time
     */
    public Reading read(RawBlock block, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state) {
        throw new UnsupportedOperationException();
    }
}

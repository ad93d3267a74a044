package io.weighbridge.weights;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.DecodeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the weight actions of tracked hotkeys from blocks. Immutable and safe for many threads. */
public final class WeightReader {

    private final Tracked tracked;
    private final KeyScan keys;

    /** A reader for those hotkeys and subnets. */
    public WeightReader(Tracked tracked) {
        this.tracked = tracked;
        this.keys = new KeyScan(tracked.hotkeys());
    }

    /** Whose weights are read. */
    public Tracked tracked() {
        return tracked;
    }

    /**
     * Whether the block's extrinsics may hold a tracked call: a cheap test on the bytes, before anything is decoded. A
     * false answer is certain. The runtime is not known here, and any signed extrinsic may act for a multisig or a
     * derived account, so the answer is false only for a block without signed extrinsics.
     */
    public boolean mayHoldCall(RawBlock block) {
        return block.extrinsics().stream().anyMatch(KeyScan::isSigned);
    }

    /**
     * The tracked calls in the signed extrinsics of a block whose state, and with it its events, is pruned. Their
     * outcome is {@link io.weighbridge.calls.Outcome.Unknown}, fee and reveal window are unknown, and actions without a
     * call in the body, such as reveals by the chain, are not found. Positions are the same as from {@link #read}.
     *
     * @param block the block
     * @param runtime the runtime that executed it
     * @throws DecodeException if the bytes are not a block of this runtime
     */
    public List<WeightFact> calls(RawBlock block, Runtime runtime) {
        return new BlockReading(
                        block,
                        runtime,
                        BlockEvents.of(List.of(), block.extrinsics().size()),
                        tracked,
                        keys,
                        new StateView(runtime, Map.of()))
                .calls();
    }

    /**
     * Reads a block.
     *
     * @param block the block
     * @param runtime the runtime that executed it, which is the one in its parent's state
     * @param events the value of {@code System.Events} in the state after the block; empty where nothing is stored, as
     *     with genesis
     * @param state values from the state after the block by storage key, empty where nothing is stored; what is asked for
     *     by {@link Reading.NeedsState} has to be among them the next time
     * @throws DecodeException if the bytes are not a block of this runtime, or the events not those of its calls
     */
    public Reading read(RawBlock block, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state) {
        List<EventRecord> decoded = events.isEmpty() ? List.of() : runtime.decodeEvents(events);
        return new BlockReading(
                        block,
                        runtime,
                        BlockEvents.of(decoded, block.extrinsics().size()),
                        tracked,
                        keys,
                        new StateView(runtime, state))
                .read();
    }
}

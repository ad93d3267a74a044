package io.weighbridge.weights;

import static io.weighbridge.weights.Wrapping.ALICE;
import static io.weighbridge.weights.Wrapping.ERROR;
import static io.weighbridge.weights.Wrapping.error;

import io.weighbridge.crypto.Blake2b;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;
import io.weighbridge.testing.ChainBlock;
import io.weighbridge.testing.Zeros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** A call that stands in the state, and that the block only names. */
final class StoredWrappings {

    private StoredWrappings() {}

    static List<Wrapping> all() {
        return List.of(
                finalized(
                        "finalize, well",
                        (block, inner) -> {
                            inner.run();
                            block.event("Crowdloan", "Finalized").succeeded();
                        },
                        "success",
                        StoredWrappings::inline),
                finalized(
                        "finalize with a call kept as a preimage, well",
                        (block, inner) -> {
                            inner.run();
                            block.event("Crowdloan", "Finalized").succeeded();
                        },
                        "success",
                        StoredWrappings::preimage),
                finalized(
                        "finalize, failing",
                        (block, inner) -> block.failed(error(block)),
                        "failed: " + ERROR,
                        StoredWrappings::preimage),
                finalized(
                        "finalize, refused",
                        (block, inner) -> block.failed(block.error("Crowdloan", "CapNotRaised")),
                        "not_executed: Crowdloan.CapNotRaised",
                        StoredWrappings::inline),
                new Wrapping(
                        "finalize in a batch that stops at it",
                        "Crowdloan.finalize",
                        ALICE,
                        "/1.0",
                        (block, inner) -> block.call(
                                "Utility",
                                "batch",
                                Bytes.concat(
                                        Bytes.copyOf((byte) 8),
                                        Wrapping.remark(block),
                                        block.call("Crowdloan", "finalize", compact()))),
                        (block, inner) -> block.event("Utility", "ItemCompleted")
                                .event("Utility", "BatchInterrupted", index(1), error(block))
                                .succeeded(),
                        "failed: " + ERROR,
                        StoredWrappings::inline));
    }

    private static Wrapping finalized(
            String name,
            BiConsumer<ChainBlock, Runnable> events,
            String outcome,
            BiFunction<ChainBlock, Bytes, Map<Bytes, Optional<Bytes>>> state) {
        return new Wrapping(
                name,
                "Crowdloan.finalize",
                ALICE,
                "/0",
                (block, inner) -> block.call("Crowdloan", "finalize", compact()),
                events,
                outcome,
                state);
    }

    /** Crowdloan 3. */
    private static Bytes compact() {
        return Bytes.copyOf((byte) (3 << 2));
    }

    private static Bytes index(int index) {
        return Bytes.copyOf((byte) index, (byte) 0, (byte) 0, (byte) 0);
    }

    static Map<Bytes, Optional<Bytes>> inline(ChainBlock block, Bytes inner) {
        return crowdloan(block.runtime(), new Value.Variant("Inline", 1, fields(new Value.Blob(inner))));
    }

    private static Map<Bytes, Optional<Bytes>> preimage(ChainBlock block, Bytes inner) {
        List<Value> hashAndLength = List.of(new Value.Blob(Blake2b.hash256(inner)), new Value.Int(inner.size()));
        Runtime.Storage preimages =
                block.runtime().storage("Preimage", "PreimageFor").orElseThrow();
        var state = new HashMap<>(crowdloan(
                block.runtime(),
                new Value.Variant("Lookup", 2, new Value.Fields(List.of("hash", "len"), hashAndLength))));
        state.put(preimages.key(new Value.Tuple(hashAndLength)), Optional.of(preimages.encode(new Value.Blob(inner))));
        return state;
    }

    private static Map<Bytes, Optional<Bytes>> crowdloan(Runtime runtime, Value call) {
        Runtime.Storage crowdloans = runtime.storage("Crowdloan", "Crowdloans").orElseThrow();
        var zero = (Value.Fields) crowdloans.decode(
                new Zeros(runtime.metadata().types()).of(crowdloans.item().valueType()));
        int at = zero.names().indexOf("call");
        var values = new ArrayList<>(zero.values());
        values.set(at, values.get(at) == Value.None.NONE ? new Value.Some(call) : call);
        return Map.of(
                crowdloans.key(new Value.Int(3)),
                Optional.of(crowdloans.encode(new Value.Fields(zero.names(), values))));
    }

    private static Value.Fields fields(Value value) {
        return new Value.Fields(List.of(), List.of(value));
    }
}

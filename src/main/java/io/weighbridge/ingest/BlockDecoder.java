package io.weighbridge.ingest;

import io.weighbridge.chain.RawBlock;
import io.weighbridge.metadata.MetadataDecoder;
import io.weighbridge.runtime.Runtime;
import io.weighbridge.scale.Bytes;
import io.weighbridge.weights.Reading;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import io.weighbridge.weights.WeightReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the bytes of a block into facts. Pure, and safe for many threads. */
public interface BlockDecoder {

    /** The decoder that knows Subtensor's weight calls. */
    static BlockDecoder of(WeightReader reader) {
        return new BlockDecoder() {
            @Override
            public Tracked tracked() {
                return reader.tracked();
            }

            @Override
            public boolean mayHoldCall(RawBlock block) {
                return reader.mayHoldCall(block);
            }

            @Override
            public Reading read(RawBlock block, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state) {
                return reader.read(block, runtime, events, state);
            }

            @Override
            public List<WeightFact> calls(RawBlock block, Runtime runtime) {
                return reader.calls(block, runtime);
            }
        };
    }

    /** Whose weights are read. */
    Tracked tracked();

    /**
     * Builds the runtime from raw metadata, magic number first.
     *
     * @throws io.weighbridge.scale.DecodeException if the metadata cannot be decoded
     */
    default Runtime runtime(Bytes metadata) {
        return Runtime.of(MetadataDecoder.decode(metadata));
    }

    /** Whether the body may hold a tracked call; see {@link WeightReader#mayHoldCall}. */
    boolean mayHoldCall(RawBlock block);

    /** The calls of a block whose state is pruned; see {@link WeightReader#calls}. */
    List<WeightFact> calls(RawBlock block, Runtime runtime);

    /** The facts of a block, or the storage keys that are needed for them; see {@link WeightReader#read}. */
    Reading read(RawBlock block, Runtime runtime, Bytes events, Map<Bytes, Optional<Bytes>> state);
}

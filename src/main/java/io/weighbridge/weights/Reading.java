package io.weighbridge.weights;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Set;

/** What reading a block came to. */
public sealed interface Reading {

    /**
     * All there is to know.
     *
     * @param facts the weight actions in the block, in the order in which they happened
     */
    record Complete(List<WeightFact> facts) implements Reading {

        /** Copies the facts. */
        public Complete {
            facts = List.copyOf(facts);
        }
    }

    /**
     * The block's bytes are not enough: fetch these values from the state after the block, and read again with them.
     *
     * @param keys storage keys, none of which was given
     */
    record NeedsState(Set<Bytes> keys) implements Reading {

        /** Copies the keys. */
        public NeedsState {
            keys = Set.copyOf(keys);
        }
    }
}

package io.weighbridge.weights;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Set;

/** The result of reading a block. */
public sealed interface Reading {

    /**
     * All the weight actions there are.
     *
     * @param facts the weight actions in the block, in the order in which they happened
     * @param welcome storage keys whose values were not given. Given their values from the state after the block,
     *     another reading also tells when commits can be revealed; without them only that is missing
     */
    record Complete(List<WeightFact> facts, Set<Bytes> welcome) implements Reading {

        /** Copies the facts and the keys. */
        public Complete {
            facts = List.copyOf(facts);
            welcome = Set.copyOf(welcome);
        }

        /** Facts to which no value of the state would add anything. */
        public Complete(List<WeightFact> facts) {
            this(facts, Set.of());
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

package io.weighbridge.devnet.pallet;

import io.weighbridge.chain.Hash;
import io.weighbridge.scale.Bytes;
import io.weighbridge.scale.ScaleReader;
import io.weighbridge.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.List;

/** What a weight action carried. */
public sealed interface Deed {

    /**
     * Weights in the open.
     *
     * @param versionKey the version key as its unsigned 64 bits
     * @param vector uids and values, two SCALE lists of u16
     */
    record Weights(long versionKey, Bytes vector) implements Deed {

        static Weights of(List<Integer> uids, List<Integer> values, long versionKey) {
            var out = new ScaleWriter().compact(uids.size());
            uids.forEach(out::u16);
            out.compact(values.size());
            values.forEach(out::u16);
            return new Weights(versionKey, out.toBytes());
        }

        /** The uids as submitted, in order. */
        public List<Integer> uids() {
            return lists().get(0);
        }

        /** The values as submitted, in order. */
        public List<Integer> values() {
            return lists().get(1);
        }

        private List<List<Integer>> lists() {
            var in = new ScaleReader(vector);
            List<Integer> uids = list(in);
            List<Integer> values = list(in);
            in.expectEnd();
            return List.of(uids, values);
        }

        private static List<Integer> list(ScaleReader in) {
            int count = in.count(2);
            var list = new ArrayList<Integer>(count);
            for (int i = 0; i < count; i++) {
                list.add(in.u16());
            }
            return list;
        }
    }

    /**
     * The hash of weights that are shown later.
     *
     * @param hash the hash
     */
    record HashCommit(Hash hash) implements Deed {}

    /**
     * Weights that were committed by hash.
     *
     * @param weights the weights
     * @param hash the hash that they and the salt have
     */
    record Reveal(Weights weights, Hash hash) implements Deed {}

    /**
     * Weights in a ciphertext that the chain opens later.
     *
     * @param hash the hash of the ciphertext
     * @param round the round of the beacon that opens it
     * @param version the version of commit-reveal that the call names
     */
    record TimelockedCommit(Hash hash, long round, int version) implements Deed {}

    /**
     * Weights that were in a ciphertext, as submitted.
     *
     * @param weights the weights
     */
    record ChainReveal(Weights weights) implements Deed {}

    /** The weights in it, where they are in the open; none in a commit. */
    default List<Weights> weightsShown() {
        if (this instanceof Weights weights) {
            return List.of(weights);
        }
        if (this instanceof Reveal reveal) {
            return List.of(reveal.weights());
        }
        return this instanceof ChainReveal reveal ? List.of(reveal.weights()) : List.of();
    }
}

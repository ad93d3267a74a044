package io.weighbridge.reconcile;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A submission of weights on the finalized chain, with the fields that reconciling needs; or a reveal, since rows may
 * name these too.
 *
 * @param key its permanent name
 * @param block the block that holds it
 * @param time the block's time
 * @param extrinsicIndex its extrinsic's index in the block; -1 if no extrinsic caused it
 * @param extrinsicHash its extrinsic's hash; all zeros if no extrinsic caused it
 * @param hotkey whose weights they are
 * @param index the subnet and the mechanism
 * @param content its content
 * @param success whether it took effect
 * @param error {@code Pallet.ErrorName}, or empty
 */
public record ChainFact(
        String key,
        BlockRef block,
        Instant time,
        int extrinsicIndex,
        Hash extrinsicHash,
        AccountId hotkey,
        StorageIndex index,
        Content content,
        boolean success,
        String error) {

    /** What a submission carries. */
    public sealed interface Content {

        /**
         * Weights in the open.
         *
         * @param uids the uids, in order
         * @param values their weights as u16, in order
         */
        record Open(List<Integer> uids, List<Integer> values) implements Content {

            /** Copies the lists. */
            public Open {
                uids = List.copyOf(uids);
                values = List.copyOf(values);
            }

            /** Whether any weight is not 0. */
            boolean weighs() {
                return values.stream().anyMatch(value -> value > 0);
            }

            /** The weights by uid, in order. */
            Map<Integer, Integer> byUid() {
                var map = new LinkedHashMap<Integer, Integer>();
                for (int i = 0; i < Math.min(uids.size(), values.size()); i++) {
                    map.put(uids.get(i), values.get(i));
                }
                return map;
            }
        }

        /** A commit by hash. */
        enum Sealed implements Content {
            /** The only one. */
            SEALED
        }

        /**
         * A timelocked commit.
         *
         * @param round the drand round that opens it
         */
        record Timelocked(long round) implements Content {}

        /** A reveal: it opens an earlier commit and is no submission. */
        enum Opening implements Content {
            /** The only one. */
            OPENING
        }
    }

    /** Whether an extrinsic caused it, and not a block hook. */
    boolean hasExtrinsic() {
        return !extrinsicHash.equals(Hash.ZERO);
    }
}

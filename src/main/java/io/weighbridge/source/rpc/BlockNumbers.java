package io.weighbridge.source.rpc;

import io.weighbridge.chain.Hash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of the blocks that were spoken of last: requests name a block by its hash, and what an endpoint keeps goes
 * by number. Safe for many threads.
 */
final class BlockNumbers {

    private static final int REMEMBERED = 1 << 14;

    private final Map<Hash, Long> numbers = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** That block has that number. */
    synchronized void learn(Hash block, long number) {
        numbers.put(block, number);
    }

    /** The block's number, or {@link BlockAvailability#UNKNOWN}. */
    synchronized long of(Hash block) {
        return numbers.getOrDefault(block, BlockAvailability.UNKNOWN);
    }
}

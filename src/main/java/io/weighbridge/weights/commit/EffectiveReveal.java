package io.weighbridge.weights.commit;

import io.weighbridge.chain.Hash;
import io.weighbridge.weights.Position;

/** A reveal that took effect. */
public sealed interface EffectiveReveal {

    /** The key of its fact. */
    long fact();

    /** The block that holds it. */
    long block();

    /**
     * The hotkey revealed it; the hash tells which commit.
     *
     * @param fact the key of its fact
     * @param block the block that holds it
     * @param hash the commit's hash
     * @param sweeping whether it drops older commits from the queue, as a single reveal does; a batch of reveals does
     *     not (subtensor: subnets/weights.rs, do_batch_reveal_weights)
     */
    record ByHotkey(long fact, long block, Hash hash, boolean sweeping) implements EffectiveReveal {

        /** A reveal at that position. */
        public static ByHotkey of(long fact, long block, Hash hash, Position position) {
            return new ByHotkey(fact, block, hash, !position.isItem());
        }
    }

    /**
     * The chain revealed it; which commit is not told.
     *
     * @param fact the key of its fact
     * @param block the block that holds it
     */
    record ByChain(long fact, long block) implements EffectiveReveal {}
}

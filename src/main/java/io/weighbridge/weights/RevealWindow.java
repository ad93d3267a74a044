package io.weighbridge.weights;

/** When a commit can be revealed, as it looks from the state of the block that holds the commit. */
public sealed interface RevealWindow {

    /**
     * As long as the subnet's tempo does not change, which shifts every later epoch, only these blocks can hold the reveal.
     *
     * @param first the first block
     * @param last the last block, not before {@code first}
     */
    record Blocks(long first, long last) implements RevealWindow {

        /** Checks the order. */
        public Blocks {
            if (first > last) {
                throw new IllegalArgumentException(
                        "a reveal window cannot end before it begins: " + first + "–" + last);
            }
        }
    }

    /** The state did not tell it, or nobody asked. */
    enum Unknown implements RevealWindow {
        /** The only one. */
        UNKNOWN
    }

    /** Whether the reveal cannot come any more after that block. */
    default boolean isOverBy(long block) {
        return this instanceof Blocks blocks && blocks.last() < block;
    }
}

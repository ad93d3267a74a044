package io.weighbridge.weights;

/** The blocks in which a commit can be revealed, computed from the state after the commit's block. */
public sealed interface RevealWindow {

    /**
     * Only these blocks can hold the reveal, unless the subnet's tempo changes: that shifts every later epoch.
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

    /** Not known: the state did not tell, or was not read. */
    enum Unknown implements RevealWindow {
        /** The only one. */
        UNKNOWN
    }

    /** Whether the reveal can no longer come after that block. */
    default boolean isOverBy(long block) {
        return this instanceof Blocks blocks && blocks.last() < block;
    }
}

package io.weighbridge.backfill.jump;

/** What to do about the blocks between two states. */
sealed interface SearchAction {

    /** Read nothing: no change in them is unexplained. */
    enum Skip implements SearchAction {
        /** The only one. */
        SKIP
    }

    /**
     * Read this block in full: it left a trace.
     *
     * @param block its number
     */
    record Visit(long block) implements SearchAction {}

    /**
     * Read this block in full: it probably is the one, though it left no trace of its number.
     *
     * @param block its number
     */
    record Guess(long block) implements SearchAction {}

    /**
     * Read the state after this block, to see on which side of it the change happened.
     *
     * @param block its number
     */
    record Bisect(long block) implements SearchAction {}

    /**
     * Read all of them in full.
     *
     * @param why why nothing less is enough
     */
    record Scan(String why) implements SearchAction {}
}

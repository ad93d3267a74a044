package io.weighbridge.weights.commit;

/** How the stored facts ended a commit, if they did. */
public sealed interface CommitOutcome {

    /**
     * A reveal opened it.
     *
     * @param by the key of the reveal's fact
     * @param ambiguous whether the reveal may have opened another commit of the same epoch instead
     */
    record Revealed(long by, boolean ambiguous) implements CommitOutcome {}

    /**
     * The chain dropped it while it could still be revealed.
     *
     * @param by the key of the fact that caused it: the next commit, or the reveal of a later one
     */
    record Overwritten(long by) implements CommitOutcome {}

    /**
     * No fact ended it.
     *
     * @param ambiguous whether a reveal of the same epoch may have opened this one
     */
    record Open(boolean ambiguous) implements CommitOutcome {}
}

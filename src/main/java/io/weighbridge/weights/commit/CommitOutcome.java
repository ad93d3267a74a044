package io.weighbridge.weights.commit;

/** What facts say about a commit. */
public sealed interface CommitOutcome {

    /**
     * A reveal opened it.
     *
     * @param by the key of the reveal's fact
     * @param ambiguous whether it may have been another commit of the same epoch that this reveal opened
     */
    record Revealed(long by, boolean ambiguous) implements CommitOutcome {}

    /**
     * The chain dropped it while it could still be revealed.
     *
     * @param by the key of the fact that made it so: the next commit, or the reveal of a later one
     */
    record Overwritten(long by) implements CommitOutcome {}

    /**
     * No fact ended it.
     *
     * @param ambiguous whether it may have been this one that a reveal of the same epoch opened
     */
    record Open(boolean ambiguous) implements CommitOutcome {}
}

package io.weighbridge.weights.commit;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.weights.RevealWindow;

/**
 * A commit and its outcome according to the stored facts.
 *
 * @param commit the commit
 * @param outcome its outcome
 */
public record CommitLife(EffectiveCommit commit, CommitOutcome outcome) {

    /** The key returned where there is no fact. */
    public static final long NONE = 0;

    /**
     * Its state, as far as the verified blocks tell: that no reveal came is known only if every block from the commit
     * to the end of its window is verified.
     *
     * @param verified the verified blocks of its hotkey on its subnet
     */
    public CommitState state(RangeSet verified) {
        if (outcome instanceof CommitOutcome.Revealed) {
            return CommitState.REVEALED;
        }
        if (outcome instanceof CommitOutcome.Overwritten) {
            return CommitState.OVERWRITTEN;
        }
        long newest = verified.last().orElse(commit.block());
        if (!(commit.window() instanceof RevealWindow.Blocks window)
                || !allVerified(Math.min(window.last(), newest), verified)) {
            return CommitState.UNKNOWN;
        }
        if (newest < window.last()) {
            return CommitState.PENDING;
        }
        return commit.form() == EffectiveCommit.Form.TIMELOCKED ? CommitState.LOST : CommitState.EXPIRED;
    }

    private boolean allVerified(long until, RangeSet verified) {
        return until < commit.block()
                || RangeSet.of(new BlockRange(commit.block(), until))
                        .minus(verified)
                        .isEmpty();
    }

    /** The key of the reveal's fact, {@link #NONE} without one. */
    public long revealedBy() {
        return outcome instanceof CommitOutcome.Revealed revealed ? revealed.by() : NONE;
    }

    /** Whether it cannot be told which commit of its epoch a reveal opened. */
    public boolean ambiguous() {
        return outcome instanceof CommitOutcome.Revealed revealed
                ? revealed.ambiguous()
                : outcome instanceof CommitOutcome.Open open && open.ambiguous();
    }
}

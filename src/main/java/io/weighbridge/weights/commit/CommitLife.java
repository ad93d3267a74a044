package io.weighbridge.weights.commit;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.weights.RevealWindow;

/**
 * A commit and what facts say about it.
 *
 * @param commit the commit
 * @param outcome what facts say
 */
public record CommitLife(EffectiveCommit commit, CommitOutcome outcome) {

    /** Stands for no fact. */
    public static final long NONE = 0;

    /**
     * What has become of it, as far as the verified blocks tell: that nothing came is seen only where every block from the
     * commit to the end of its window was looked at.
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

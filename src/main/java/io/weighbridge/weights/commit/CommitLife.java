package io.weighbridge.weights.commit;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.weights.RevealWindow;

/**
 * A commit and what facts say about it.
 *
 * @param promise the commit
 * @param fate what facts say
 */
public record CommitLife(Promise promise, Fate fate) {

    /** Stands for no fact. */
    public static final long NONE = 0;

    /**
     * What has become of it, as far as the verified blocks tell: that nothing came is seen only where every block from the
     * commit to the end of its window was looked at.
     *
     * @param verified the verified blocks of its hotkey on its subnet
     */
    public CommitState state(RangeSet verified) {
        if (fate instanceof Fate.Revealed) {
            return CommitState.REVEALED;
        }
        if (fate instanceof Fate.Overwritten) {
            return CommitState.OVERWRITTEN;
        }
        long newest = verified.last().orElse(promise.block());
        if (!(promise.window() instanceof RevealWindow.Blocks window)
                || !allVerified(Math.min(window.last(), newest), verified)) {
            return CommitState.UNKNOWN;
        }
        if (newest < window.last()) {
            return CommitState.PENDING;
        }
        return promise.form() == Promise.Form.TIMELOCKED ? CommitState.LOST : CommitState.EXPIRED;
    }

    private boolean allVerified(long until, RangeSet verified) {
        return until < promise.block()
                || RangeSet.of(new BlockRange(promise.block(), until))
                        .minus(verified)
                        .isEmpty();
    }

    /** The key of the reveal's fact, {@link #NONE} without one. */
    public long revealedBy() {
        return fate instanceof Fate.Revealed revealed ? revealed.by() : NONE;
    }

    /** Whether it cannot be told which commit of its epoch a reveal opened. */
    public boolean ambiguous() {
        return fate instanceof Fate.Revealed revealed
                ? revealed.ambiguous()
                : fate instanceof Fate.Open open && open.ambiguous();
    }
}

package io.weighbridge.backfill;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;

/** Why a range of blocks cannot be backfilled. */
public abstract sealed class BackfillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private BackfillException(String message) {
        super(message);
    }

    /** The range ends above the finalized head: what is there may still change. */
    public static final class NotFinalized extends BackfillException {
        private static final long serialVersionUID = 1L;

        /** The message names both numbers. */
        public NotFinalized(String message) {
            super(message);
        }

        /** Refuses blocks above the finalized head. */
        static void check(BlockRange range, BlockRef head) {
            if (range.last() > head.number()) {
                throw new NotFinalized("blocks " + range + " end above the finalized head, which is " + head
                        + ": end at " + head.number() + " or before, or let 'follow' do the rest");
            }
        }
    }

    /** The strategy cannot do what is asked for. */
    public static final class Unfit extends BackfillException {
        private static final long serialVersionUID = 1L;

        /** The message says which strategy can. */
        public Unfit(String message) {
            super(message);
        }
    }
}

package io.weighbridge.backfill.jump;

import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import java.util.List;

/**
 * A timelocked commit in the queue, not yet revealed by the chain.
 *
 * @param index the subnet and the mechanism
 * @param epoch the epoch of its queue
 * @param entry the queue's entry
 * @param earlierEqual how many equal entries precede it, so that equal commits stay distinct
 */
record TimelockedCommit(StorageIndex index, long epoch, Value entry, long earlierEqual) {

    /** Most clients choose a round that is published this many blocks after the epoch begins. */
    private static final int SOON = 3;

    /** The round of the beacon that opens it: an entry's last part. */
    long round() {
        List<Value> parts = entry.asList();
        return parts.get(parts.size() - 1).asLong();
    }

    /**
     * The block in which the chain probably reveals it: the first of its reveal epoch whose parent's state has the
     * round's pulse; if the pulse never came, the first of the next epoch, in which it is dropped.
     *
     * @param before the epochs in the state before
     * @param from the block of that state
     * @param after the epochs in the state after
     * @param to the block after which that was
     */
    long expectedReveal(EpochSchedule before, long from, EpochSchedule after, long to) {
        long opens = after.firstBlockOf(epoch + after.period(), index);
        if (after.drandRound() == 0) {
            return opens + SOON;
        }
        if (after.drandRound() < round()) {
            return after.firstBlockOf(epoch + after.period() + 1, index);
        }
        if (before.drandRound() >= round()) {
            return opens;
        }
        double share = (round() - before.drandRound()) / (double) (after.drandRound() - before.drandRound());
        return Math.max(opens, from + (long) Math.ceil(share * (to - from)) + 1);
    }
}

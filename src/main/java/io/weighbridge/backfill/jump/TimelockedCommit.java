package io.weighbridge.backfill.jump;

import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import java.util.List;

/**
 * A timelocked commit that waits for the chain to reveal it.
 *
 * @param index the subnet and the mechanism
 * @param epoch the epoch that it is kept under
 * @param entry the queue's entry
 * @param earlierEqual how many equal entries wait before it
 */
record TimelockedCommit(StorageIndex index, long epoch, Value entry, long earlierEqual) {

    /** Most clients choose a round that comes so many blocks into the epoch. */
    private static final int SOON = 3;

    /** The round of the beacon that opens it: an entry's last part. */
    long round() {
        List<Value> parts = entry.asList();
        return parts.get(parts.size() - 1).asLong();
    }

    /**
     * The block in which the chain probably reveals it: the first of its epoch whose parent's state knows the round, or the
     * first of the next epoch, in which it is dropped.
     *
     * @param before what was known before that
     * @param from the block after which that was
     * @param after what was known after that
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

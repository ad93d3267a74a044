package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A commit by hash that its hotkey has not revealed ({@code WeightCommits}, subtensor: subnets/weights.rs). Its entry is
 * {@code (hash, block)} up to 203, {@code (hash, block, first block to reveal in, last one)} from 205 on, and {@code (hash,
 * epoch, block, 0)} from 423 on.
 *
 * @param index the subnet and the mechanism
 * @param hotkey who committed
 * @param entry the stored entry
 * @param earlierEqual how many equal entries precede it, so that equal commits stay distinct
 */
record HashCommit(StorageIndex index, AccountId hotkey, Value entry, long earlierEqual) {

    /** The block of the commit, for commits that do not move {@code LastUpdate}: those up to 203. */
    LongStream traces() {
        List<Value> parts = entry.asList();
        return parts.size() == 2 ? LongStream.of(parts.get(1).asLong()) : LongStream.empty();
    }

    /** The blocks in which it can be revealed, as far as that is known. */
    Optional<BlockRange> window(Optional<EpochSchedule> schedule) {
        List<Value> parts = entry.asList();
        if (parts.size() < 4) {
            return Optional.empty();
        }
        long first = parts.get(2).asLong();
        long last = parts.get(3).asLong();
        if (last > 0) {
            return first <= last ? Optional.of(new BlockRange(first, last)) : Optional.empty();
        }
        return schedule.map(known -> {
            long opens = known.firstBlockOf(parts.get(1).asLong() + known.period(), index);
            return new BlockRange(Math.max(0, opens), Math.max(0, opens) + known.tempo());
        });
    }
}

package io.weighbridge.backfill.jump;

import io.weighbridge.chain.StorageIndex;

/**
 * When the epochs of a subnet are (subtensor: coinbase/reveal_commits.rs).
 *
 * @param tempo blocks between two epochs
 * @param period how many epochs after its own a commit is revealed ({@code RevealPeriodEpochs})
 * @param epoch the epoch at the block whose state was read
 * @param counted whether the chain counts its epochs, from 423 on; before, they follow from the block's number
 * @param epochStart the block in which that epoch began, where they are counted
 * @param drandRound the newest round of the beacon that the chain knew then; 0 where it knows of none
 */
record EpochSchedule(int tempo, long period, long epoch, boolean counted, long epochStart, long drandRound) {

    /** The epoch of a block, on chains that do not count them. */
    static long epochOf(long block, int netuid, int tempo) {
        return (block + netuid + 1) / (tempo + 1L);
    }

    /** The first block of an epoch; where they are counted, if the tempo stays. */
    long firstBlockOf(long wanted, StorageIndex index) {
        return counted
                ? epochStart + (wanted - epoch) * tempo
                : wanted * (tempo + 1L) - index.netuid().value() - 1;
    }
}

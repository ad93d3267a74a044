package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.scale.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a state tells about the tracked hotkeys.
 *
 * @param block the block after which the state is
 * @param signers the hotkeys, and those who may act for them as proxies
 * @param registrations the tracked hotkeys on their subnets
 * @param timelockedCommits commits that the chain will reveal
 * @param hashCommits commits that their hotkeys may reveal
 * @param elsewhere the last updates on subnets that are not tracked: they explain what a hotkey signs there
 * @param schedules when the tracked subnets' epochs are, where timelocked commits can be
 * @param keys the storage keys that were read
 */
record Snapshot(
        BlockRef block,
        Map<AccountId, Signer> signers,
        Map<SubnetHotkey, Registration> registrations,
        Set<TimelockedCommit> timelockedCommits,
        Set<HashCommit> hashCommits,
        Map<SubnetHotkey, List<Long>> elsewhere,
        Map<Netuid, EpochSchedule> schedules,
        Set<Bytes> keys) {

    Snapshot {
        signers = Map.copyOf(signers);
        registrations = Map.copyOf(registrations);
        timelockedCommits = Set.copyOf(timelockedCommits);
        hashCommits = Set.copyOf(hashCommits);
        elsewhere = Map.copyOf(elsewhere);
        schedules = Map.copyOf(schedules);
        keys = Set.copyOf(keys);
    }

    long number() {
        return block.number();
    }

    /** Whether registrations and commits are the same as in the other. */
    boolean hasSameTracesAs(Snapshot other) {
        return registrations.equals(other.registrations)
                && timelockedCommits.equals(other.timelockedCommits)
                && hashCommits.equals(other.hashCommits);
    }

    /** The blocks in which commits by hash could be revealed that were gone in a later state. */
    Stream<BlockRange> revealWindows(Snapshot later) {
        return hashCommits.stream()
                .filter(commit -> !later.hashCommits.contains(commit))
                .flatMap(commit -> commit.window(later.schedule(commit.index())).stream())
                .sorted(Comparator.comparingLong(BlockRange::first));
    }

    /** The block of the last update of any of the registrations; 0 where there was none. */
    long lastUpdate() {
        return registrations.values().stream()
                .flatMap(registration -> registration.updates().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    Optional<EpochSchedule> schedule(StorageIndex index) {
        return Optional.ofNullable(schedules.get(index.netuid()));
    }
}

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
 * @param seats where tracked hotkeys are registered
 * @param pending what waits to be revealed by the chain
 * @param committed what waits to be revealed by its hotkey
 * @param elsewhere the last updates on subnets that are not tracked: they explain what a hotkey signs there
 * @param rhythms when the tracked subnets' epochs are, where timelocked commits can be
 * @param keys the storage keys that were read
 */
record Snapshot(
        BlockRef block,
        Map<AccountId, Signer> signers,
        Map<Place, Seat> seats,
        Set<Pending> pending,
        Set<HashCommit> committed,
        Map<Place, List<Long>> elsewhere,
        Map<Netuid, Rhythm> rhythms,
        Set<Bytes> keys) {

    Snapshot {
        signers = Map.copyOf(signers);
        seats = Map.copyOf(seats);
        pending = Set.copyOf(pending);
        committed = Set.copyOf(committed);
        elsewhere = Map.copyOf(elsewhere);
        rhythms = Map.copyOf(rhythms);
        keys = Set.copyOf(keys);
    }

    long number() {
        return block.number();
    }

    /** Whether everything that leaves a trace is as it was in the other. */
    boolean shows(Snapshot other) {
        return seats.equals(other.seats) && pending.equals(other.pending) && committed.equals(other.committed);
    }

    /** The blocks in which commits by hash could be revealed that were gone in a later state. */
    Stream<BlockRange> revealed(Snapshot later) {
        return committed.stream()
                .filter(commit -> !later.committed.contains(commit))
                .flatMap(commit -> commit.window(later.rhythm(commit.index())).stream())
                .sorted(Comparator.comparingLong(BlockRange::first));
    }

    /** The block of the last update of any of the seats; 0 where there was none. */
    long lastUpdate() {
        return seats.values().stream()
                .flatMap(seat -> seat.updates().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    Optional<Rhythm> rhythm(StorageIndex index) {
        return Optional.ofNullable(rhythms.get(index.netuid()));
    }
}

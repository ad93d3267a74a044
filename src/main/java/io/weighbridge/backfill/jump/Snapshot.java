package io.weighbridge.backfill.jump;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Netuid;
import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a state tells about the tracked hotkeys.
 *
 * @param block the block after which the state is
 * @param signers the hotkeys, and those who may act for them as proxies
 * @param seats where tracked hotkeys are registered
 * @param pending what waits to be revealed
 * @param elsewhere the last updates on subnets that are not tracked: they explain what a hotkey signs there
 * @param rhythms when the tracked subnets' epochs are, where timelocked commits can be
 * @param keys the storage keys that were read
 */
record Snapshot(
        BlockRef block,
        Map<AccountId, Signer> signers,
        Map<Place, Seat> seats,
        Set<Pending> pending,
        Map<Place, List<Long>> elsewhere,
        Map<Netuid, Rhythm> rhythms,
        Set<Bytes> keys) {

    Snapshot {
        signers = Map.copyOf(signers);
        seats = Map.copyOf(seats);
        pending = Set.copyOf(pending);
        elsewhere = Map.copyOf(elsewhere);
        rhythms = Map.copyOf(rhythms);
        keys = Set.copyOf(keys);
    }

    long number() {
        return block.number();
    }

    /** Whether everything that leaves a trace is as it was in the other. */
    boolean shows(Snapshot other) {
        return seats.equals(other.seats) && pending.equals(other.pending);
    }
}

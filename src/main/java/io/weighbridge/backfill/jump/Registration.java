package io.weighbridge.backfill.jump;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the state keeps of a registered hotkey on a subnet.
 *
 * @param uid its uid
 * @param registered the block in which the slot changed hands last
 * @param updates for each mechanism the block of the last update ({@code LastUpdate}); 0 where there was none. Up to 394 a
 *     newcomer's is its predecessor's (subtensor: subnets/uids.rs)
 * @param weights for each mechanism the stored weights, encoded
 */
record Registration(int uid, long registered, List<Long> updates, List<Bytes> weights) {

    Registration {
        updates = List.copyOf(updates);
        weights = List.copyOf(weights);
    }

    /** Whether the slot was in the same hands as in another state. */
    boolean isSameAs(Registration other) {
        return uid == other.uid && registered == other.registered;
    }

    /** The blocks that left a trace in it. */
    LongStream traces() {
        return LongStream.concat(updates.stream().mapToLong(Long::longValue), LongStream.of(registered));
    }
}

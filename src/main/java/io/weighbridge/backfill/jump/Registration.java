package io.weighbridge.backfill.jump;

import io.weighbridge.scale.Bytes;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the state keeps of a registered hotkey on a subnet.
 *
 * @param uid its uid
 * @param registered the block in which the uid was given to it
 * @param updates for each mechanism the block of the last update ({@code LastUpdate}); 0 where there was none. Up to 394 a
 *     new neuron keeps that of the one before it (subtensor: subnets/uids.rs)
 * @param weights for each mechanism the stored weights, encoded
 */
record Registration(int uid, long registered, List<Long> updates, List<Bytes> weights) {

    Registration {
        updates = List.copyOf(updates);
        weights = List.copyOf(weights);
    }

    /** Whether it is the same registration as in another state. */
    boolean isSameAs(Registration other) {
        return uid == other.uid && registered == other.registered;
    }

    /** The blocks whose numbers it holds. */
    LongStream traces() {
        return LongStream.concat(updates.stream().mapToLong(Long::longValue), LongStream.of(registered));
    }
}

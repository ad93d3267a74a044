package io.weighbridge.weights;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.StorageIndex;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.Bytes;

/**
 * The fields of {@code SubtensorModule}'s weight events. They have no names on the chain; their order has never changed
 * (subtensor: macros/events.rs).
 */
final class SubtensorEvents {

    static final String PALLET = "SubtensorModule";

    /** Weights took effect: storage index, uid. */
    static final String WEIGHTS_SET = "WeightsSet";
    /** A hash commit: hotkey, storage index, hash (205 on). */
    static final String WEIGHTS_COMMITTED = "WeightsCommitted";
    /** A reveal: hotkey, storage index, hash (205 on). */
    static final String WEIGHTS_REVEALED = "WeightsRevealed";
    /** Reveals of one call: hotkey, netuid, hashes (205 on). */
    static final String WEIGHTS_BATCH_REVEALED = "WeightsBatchRevealed";
    /** A timelocked commit: hotkey, storage index, hash of the ciphertext (216 to 305). */
    static final String CRV3_WEIGHTS_COMMITTED = "CRV3WeightsCommitted";
    /** A timelocked commit: hotkey, storage index, hash of the ciphertext, round (306 on). */
    static final String TIMELOCKED_WEIGHTS_COMMITTED = "TimelockedWeightsCommitted";
    /** The chain revealed: netuid, hotkey (261 to 305). */
    static final String CRV3_WEIGHTS_REVEALED = "CRV3WeightsRevealed";
    /** The chain revealed: storage index, hotkey (306 on). */
    static final String TIMELOCKED_WEIGHTS_REVEALED = "TimelockedWeightsRevealed";
    /** A hotkey got a slot: netuid, uid, hotkey. */
    static final String NEURON_REGISTERED = "NeuronRegistered";

    private SubtensorEvents() {}

    /** The storage index of an event whose first field it is: {@code WeightsSet} and the chain's reveals. */
    static StorageIndex leadingIndex(EventRecord event) {
        return StorageIndex.of(event.fields().get(0).asInt());
    }

    /** The hotkey of a commit or a reveal by the hotkey itself. */
    static AccountId committer(EventRecord event) {
        return event.fields().get(0).asAccount();
    }

    /** The index of a commit or a reveal by the hotkey itself. */
    static StorageIndex committedIndex(EventRecord event) {
        return StorageIndex.of(event.fields().get(1).asInt());
    }

    /** The hash of a commit or a reveal by the hotkey itself. */
    static Hash committedHash(EventRecord event) {
        return hash(event.fields().get(2));
    }

    /** The payload that the event of a timelocked commit tells: no ciphertext, and the round only from 306 on. */
    static Payload.TimelockedCommit timelockedCommit(EventRecord event) {
        long round = event.fields().values().size() > 3 ? event.fields().get(3).asLong() : 0;
        return new Payload.TimelockedCommit(committedHash(event), Bytes.EMPTY, round, 0);
    }

    static Hash hash(Value value) {
        return new Hash(value.asBytes());
    }
}

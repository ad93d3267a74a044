package io.weighbridge.weights;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.StorageIndex;

/**
 * What a weight call, or one item of a batch weight call, does: a {@link WeightFact} without its place.
 *
 * @param item the item's index in the call's lists, or {@link #WHOLE}
 * @param kind what it does
 * @param hotkey whose weights they are
 * @param index the subnet and the mechanism
 * @param uid the hotkey's uid as far as the call's events tell it
 * @param outcome its outcome
 * @param payload what it carried
 */
public record WeightAction(
        int item,
        WeightFact.Kind kind,
        AccountId hotkey,
        StorageIndex index,
        KnownUid uid,
        Outcome outcome,
        Payload payload) {

    /** The {@code item} of a call that is no batch. */
    public static final int WHOLE = -1;
}

package io.weighbridge.weights;

import java.util.List;

/** Reads one kind of weight call. Immutable. */
public interface CallKind {

    /** The name of the call in the pallet {@code SubtensorModule}. */
    String call();

    /**
     * What the call does to whose weights: one action, one for each item of a batch, or none where it can concern no
     * weights, as with an origin that is no account.
     */
    List<WeightAction> read(WeightCall call);
}

package io.weighbridge.weights;

import java.util.List;

/** Reads one kind of weight call. Immutable. */
public interface CallKind {

    /** The name of the call in the pallet {@code SubtensorModule}. */
    String call();

    /** The weight actions of a call: one, one for each item of a batch, or none if its origin is no account. */
    List<WeightAction> read(WeightCall call);
}

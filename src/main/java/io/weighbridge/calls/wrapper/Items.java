package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.scale.DecodeException;
import io.weighbridge.scale.DecodeException.Reason;

/** The items of Utility's batches. */
final class Items {

    private Items() {}

    /** Settles the first {@code count} items as successful: each ended with {@code ItemCompleted}. */
    static void settleCompleted(int count, InnerCalls inner) {
        for (int index = count - 1; index >= 0; index--) {
            inner.take("Utility.ItemCompleted");
            inner.settle(index, Outcome.Success.SUCCESS);
        }
    }

    /** The index, if there is such an item. */
    static int within(int index, InnerCalls inner) {
        if (index < 0 || index >= inner.count()) {
            throw DecodeException.of(
                    Reason.INVALID,
                    "Utility.BatchInterrupted names item " + index + " of a batch of " + inner.count() + " calls");
        }
        return index;
    }
}

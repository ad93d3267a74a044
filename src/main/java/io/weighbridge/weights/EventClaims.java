package io.weighbridge.weights;

import io.weighbridge.runtime.EventRecord;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Marks the events of a block that a call explains, so that an action that has both a call and an event becomes one
 * fact. Not thread safe.
 */
final class EventClaims {

    private final BitSet claimed = new BitSet();

    /** Claims the first event of {@code SubtensorModule} with that name that passes the test and is not claimed yet. */
    Optional<EventRecord> claim(List<EventRecord> among, String name, Predicate<EventRecord> test) {
        for (EventRecord event : among) {
            if (event.is(SubtensorEvents.PALLET, name) && isFree(event) && test.test(event)) {
                claim(event);
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    void claim(EventRecord event) {
        claimed.set(event.index());
    }

    boolean isFree(EventRecord event) {
        return !claimed.get(event.index());
    }
}

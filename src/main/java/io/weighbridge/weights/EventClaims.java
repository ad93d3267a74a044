package io.weighbridge.weights;

import io.weighbridge.runtime.EventRecord;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events of a block are explained by a call, so that an effect that a call explains is one fact and not two. Not
 * thread safe.
 */
final class EventClaims {

    private final BitSet claimed = new BitSet();

    /** Takes the first event of {@code SubtensorModule} with that name that passes the test and is not taken yet. */
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

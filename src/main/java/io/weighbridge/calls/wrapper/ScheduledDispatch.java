package io.weighbridge.calls.wrapper;

import io.weighbridge.runtime.EventRecord;
import java.util.List;

/**
 * {@code Scheduler.Dispatched}: a call that {@link Schedule} left for the hook of a later block. That block holds the
 * call's events and its result, but not the call: a call that succeeded is known by its events, and one that failed
 * leaves none.
 *
 * <p>The scheduler runs calls with the root origin, and every weight call needs an account. Only {@code
 * Utility.dispatch_as} lets root act for an account, so the events of a scheduled weight call are followed by {@code
 * DispatchedAs}.
 */
public final class ScheduledDispatch {

    private ScheduledDispatch() {}

    /**
     * Whether an event comes from a scheduled call, and not from the hook of SubtensorModule, which runs before the
     * scheduler's.
     *
     * @param hook the events of a block's hooks, in order
     * @param at which of them
     */
    public static boolean left(List<EventRecord> hook, int at) {
        EventRecord event = hook.get(at);
        int next = at + 1;
        while (next < hook.size() && isSame(hook.get(next), event)) {
            next++;
        }
        // Of several equal events in a row, a single call deposited only the last one, a batch weight call all of them.
        boolean alone = next == at + 1;
        return (alone || endsBatch(hook, next, event.pallet())) && isEnded(hook.subList(next, hook.size()));
    }

    private static boolean isSame(EventRecord one, EventRecord other) {
        return one.is(other.pallet(), other.name());
    }

    /** Whether a batch weight call ends there. */
    private static boolean endsBatch(List<EventRecord> hook, int at, String pallet) {
        return at < hook.size()
                && hook.get(at).pallet().equals(pallet)
                && hook.get(at).name().contains("Batch");
    }

    /** Whether the next {@code dispatch_as} of the same scheduled call succeeded. */
    private static boolean isEnded(List<EventRecord> rest) {
        for (EventRecord event : rest) {
            if (event.is("Utility", "DispatchedAs")) {
                return event.fields().get(0).asVariant().name().equals("Ok");
            }
            if (event.is("Scheduler", "Dispatched")) {
                return false;
            }
        }
        return false;
    }
}

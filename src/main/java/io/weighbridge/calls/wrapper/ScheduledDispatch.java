package io.weighbridge.calls.wrapper;

import io.weighbridge.runtime.EventRecord;
import java.util.List;

/**
 * {@code Scheduler.Dispatched}: a call that {@link Schedule} left for the hook of a later block. That block shows the call's
 * events and its result, not the call: one that took effect is known by what it left, one that failed left nothing.
 *
 * <p>The scheduler runs calls for root, and every weight call needs an account, which only {@code Utility.dispatch_as}
 * lends to root: so {@code DispatchedAs} follows what a scheduled weight call left.
 */
public final class ScheduledDispatch {

    private ScheduledDispatch() {}

    /**
     * Whether a scheduled call left an event, and not the hook of the weights' own pallet, which runs before the scheduler's.
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
        // Of several in a row a single call left the last one only, a batch of them all.
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

    /** Whether the next account that root borrowed was used with success, in a call of the scheduler's. */
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

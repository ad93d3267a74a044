package io.weighbridge.calls;

import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.DecodeException;
import java.util.function.Predicate;

/**
 * The inner calls of a wrapper while their outcomes are determined, and the extrinsic's events, read from last to
 * first. The wrapper's event that tells an inner call's outcome comes after that call's own events, so reading backward
 * gives the outcome first.
 *
 * <p>Not thread safe; valid only during the method call that it was passed to.
 */
public interface InnerCalls {

    /** How many there are. */
    int count();

    /** The wrapper's own origin. */
    Caller caller();

    /**
     * Consumes the nearest earlier event with one of these names, such as {@code Utility.ItemCompleted}. The events
     * skipped on the way belong to the call that was settled last.
     *
     * @throws DecodeException if there is none: the wrapper does not work as this program assumes
     */
    EventRecord take(String... names);

    /**
     * Consumes the nearest earlier event with this name if it passes the test; for events that not every runtime
     * deposits.
     */
    void takeIf(String name, Predicate<EventRecord> test);

    /** Sets the outcome of one inner call; the calls nested in it follow. */
    void settle(int index, Outcome outcome);

    /** Sets the same outcome for all inner calls. */
    default void settleAll(Outcome outcome) {
        for (int index = count() - 1; index >= 0; index--) {
            settle(index, outcome);
        }
    }

    /** Reads a {@code DispatchResult} out of an event. */
    Outcome outcome(Value dispatchResult);

    /** Reads a {@code DispatchError} out of an event. */
    DispatchError error(Value dispatchError);
}

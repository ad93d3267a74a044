package io.weighbridge.calls;

import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import io.weighbridge.runtime.Value;
import io.weighbridge.scale.DecodeException;
import java.util.function.Predicate;

/**
 * The calls in a wrapper while what became of them is worked out, and the extrinsic's events, read from the last to the
 * first: an inner call's events come before the wrapper's event that ends it, so whoever reads backward meets the answer
 * before the question.
 *
 * <p>Not thread safe; of use only during the call it was handed to.
 */
public interface InnerCalls {

    /** How many there are. */
    int count();

    /** Whom the wrapper acts for. */
    Caller caller();

    /**
     * Takes the nearest earlier event with one of these names, such as {@code Utility.ItemCompleted}. What it steps over
     * belongs to the call that was settled last.
     *
     * @throws DecodeException if there is none: the wrapper does not work as this program believes
     */
    EventRecord take(String... names);

    /** Takes the nearest earlier event with this name if it passes the test, as an event that is not always left. */
    void takeIf(String name, Predicate<EventRecord> test);

    /** Settles one call: all calls in it follow. */
    void settle(int index, Outcome outcome);

    /** Settles all calls alike. */
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

package io.weighbridge.calls;

import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.Runtime;
import java.util.List;
import java.util.Set;

/**
 * How a call that holds other calls works: which origin they get, and how the events tell their outcomes.
 *
 * <p>Immutable. Inner calls are usually found in the arguments, by type; their order there is their index.
 */
public interface Wrapper {

    /** The names of the wrapping calls, such as {@code Utility.batch}. */
    Set<String> calls();

    /**
     * The calls that it runs; as a rule those among its arguments.
     *
     * @param call the wrapper
     * @param runtime the runtime that executed it
     * @param state where a call is that does not stand in the arguments
     */
    default List<Call> inner(Call call, Runtime runtime, StateAfter state) {
        return NestedCalls.in(call);
    }

    /**
     * The origin of the inner calls.
     *
     * @param call the wrapper
     * @param caller whom the wrapper acts for
     */
    default Caller innerCaller(Call call, Caller caller) {
        return caller;
    }

    /**
     * Whether an inner call may act for an account whose id does not stand in the bytes of the extrinsic: it is computed
     * from others.
     */
    default boolean actsForComputedAccount() {
        return false;
    }

    /**
     * The wrapper succeeded: settles each inner call by the wrapper's events. Calls that ran are settled from last to
     * first, each after the event that ends it was consumed.
     */
    void succeeded(Call call, InnerCalls inner);

    /** The wrapper failed: settles each inner call. By default they did not run. */
    default void failed(Call call, DispatchError error, InnerCalls inner) {
        inner.settleAll(new Outcome.NotExecuted(error));
    }
}

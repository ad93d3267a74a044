package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.runtime.DispatchError;

/** Wrappers that hand the inner call's result on as their own, so that an error may be the wrapper's or the inner call's. */
final class Passing {

    private Passing() {}

    /** Settles the one inner call by the wrapper's error. */
    static void failed(DispatchError error, boolean wrappersOwn, InnerCalls inner) {
        inner.settleAll(wrappersOwn ? new Outcome.NotExecuted(error) : new Outcome.Failed(error));
    }

    /**
     * Whether the runtime's call filter refused. The filter sees the wrapper first: a wrapper that passes it may only hold a
     * call that is refused if that is a batch with a batch in it, whose own calls did not run in either case.
     */
    static boolean filtered(DispatchError error) {
        return error.name().equals("System.CallFiltered");
    }

    /** Whether the origin was not the one that is asked for. */
    static boolean badOrigin(DispatchError error) {
        return error.name().equals("BadOrigin");
    }
}

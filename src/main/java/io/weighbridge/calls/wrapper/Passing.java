package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.NestedCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.List;
import java.util.Set;

/** For wrappers that return the inner call's result as their own: an error may be the wrapper's or the inner call's. */
final class Passing {

    private static final String FILTERED = "System.CallFiltered";
    private static final Set<String> BATCHES = Set.of("Utility.batch", "Utility.batch_all", "Utility.force_batch");

    private Passing() {}

    /** Settles the inner call: not executed if the error is the wrapper's own, else failed. */
    static void failed(DispatchError error, boolean wrappersOwn, InnerCalls inner) {
        inner.settleAll(wrappersOwn ? new Outcome.NotExecuted(error) : new Outcome.Failed(error));
    }

    /**
     * Whether the runtime's call filter refused the wrapper itself. The filter sees the wrapper first; after it passed,
     * the only inner call that can be refused is a batch directly in a batch (263 on).
     *
     * @param call the wrapper
     * @param error why it failed
     */
    static boolean filtered(Call call, DispatchError error) {
        return error.name().equals(FILTERED) && !holdsBatchInBatch(call);
    }

    private static boolean holdsBatchInBatch(Call call) {
        List<Call> inner = NestedCalls.in(call);
        return (isBatch(call) && inner.stream().anyMatch(Passing::isBatch))
                || inner.stream().anyMatch(Passing::holdsBatchInBatch);
    }

    private static boolean isBatch(Call call) {
        return BATCHES.contains(call.qualifiedName());
    }

    /** Whether the origin was not one that the call accepts. */
    static boolean badOrigin(DispatchError error) {
        return error.name().equals("BadOrigin");
    }
}

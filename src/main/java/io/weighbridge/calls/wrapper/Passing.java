package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.NestedCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.List;
import java.util.Set;

/** Wrappers that hand the inner call's result on as their own, so that an error may be the wrapper's or the inner call's. */
final class Passing {

    private static final String FILTERED = "System.CallFiltered";
    private static final Set<String> BATCHES = Set.of("Utility.batch", "Utility.batch_all", "Utility.force_batch");

    private Passing() {}

    /** Settles the one inner call by the wrapper's error. */
    static void failed(DispatchError error, boolean wrappersOwn, InnerCalls inner) {
        inner.settleAll(wrappersOwn ? new Outcome.NotExecuted(error) : new Outcome.Failed(error));
    }

    /**
     * Whether the runtime's call filter refused the wrapper, and not what is in it. The filter sees the wrapper first; one
     * that passes may only hold a call that is refused if that is a batch directly in a batch (263 on).
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

    /** Whether the origin was not the one that is asked for. */
    static boolean badOrigin(DispatchError error) {
        return error.name().equals("BadOrigin");
    }
}

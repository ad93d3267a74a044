package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import java.util.Set;

/**
 * {@code Utility.if_else} (320 on): runs the main call (0), and where that fails, the fallback (1). Where both fail, it fails
 * with the fallback's error.
 */
public final class IfElse implements Wrapper {

    private static final int MAIN = 0;
    private static final int FALLBACK = 1;

    /** The main call's error where the fallback failed too: the chain reports one error only. */
    private static final DispatchError NOT_TOLD =
            new DispatchError("Unknown", "both calls of an if_else failed; the chain tells the fallback's error only");

    @Override
    public Set<String> calls() {
        return Set.of("Utility.if_else");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        EventRecord end = inner.take("Utility.IfElseMainSuccess", "Utility.IfElseFallbackCalled");
        if (end.name().equals("IfElseMainSuccess")) {
            inner.settle(FALLBACK, Outcome.NotNeeded.NOT_NEEDED);
            inner.settle(MAIN, Outcome.Success.SUCCESS);
        } else {
            inner.settle(FALLBACK, Outcome.Success.SUCCESS);
            inner.settle(MAIN, new Outcome.Failed(inner.error(end.fields().get(0))));
        }
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        if (Passing.filtered(call, error)) {
            inner.settleAll(new Outcome.NotExecuted(error));
        } else {
            inner.settle(FALLBACK, new Outcome.Failed(error));
            inner.settle(MAIN, new Outcome.Failed(NOT_TOLD));
        }
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/** {@code Utility.with_weight}, for root only: its result is the inner call's, which acts for root as well. */
public final class WithWeight implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.with_weight");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.Root.ROOT;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(Outcome.Success.SUCCESS);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        Passing.failed(error, inner.caller() != Caller.Root.ROOT, inner);
    }
}

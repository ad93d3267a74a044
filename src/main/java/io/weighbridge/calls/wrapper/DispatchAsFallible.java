package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/**
 * {@code Utility.dispatch_as_fallible}, for root only (320 on): like {@code dispatch_as}, but it fails with the inner
 * call's error.
 */
public final class DispatchAsFallible implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.dispatch_as_fallible");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.ofOrigin(call.arg("as_origin"));
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.take("Utility.DispatchedAs");
        inner.settleAll(Outcome.Success.SUCCESS);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        Passing.failed(error, inner.caller() != Caller.Root.ROOT, inner);
    }
}

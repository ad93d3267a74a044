package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/** {@code Utility.dispatch_as}, for root only: acts for the origin it is given; {@code DispatchedAs} tells the result. */
public final class DispatchAs implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.dispatch_as");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.ofOrigin(call.arg("as_origin"));
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(
                inner.outcome(inner.take("Utility.DispatchedAs").fields().get(0)));
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/**
 * {@code SubtensorModule.sudo} and {@code sudo_unchecked_weight} (122 to 326), for the triumvirate: act for root. They
 * fail with the inner call's error, so {@code Sudid} is deposited on success only.
 */
public final class CouncilSudo implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("SubtensorModule.sudo", "SubtensorModule.sudo_unchecked_weight");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.Root.ROOT;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(
                inner.outcome(inner.take("SubtensorModule.Sudid").fields().get(0)));
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        boolean byCollective = inner.caller() == Caller.Unknown.UNKNOWN;
        Passing.failed(error, !byCollective || Passing.filtered(call, error), inner);
    }
}

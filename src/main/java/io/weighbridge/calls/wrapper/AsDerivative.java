package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.DerivedAccounts;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/**
 * {@code Utility.as_derivative}: its inner call acts for a derived account of the caller; it returns the inner call's
 * result.
 */
public final class AsDerivative implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.as_derivative");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return caller instanceof Caller.Signed signed
                ? new Caller.Signed(DerivedAccounts.pseudonym(
                        signed.account(), call.arg("index").asInt()))
                : Caller.Unknown.UNKNOWN;
    }

    @Override
    public boolean actsForComputedAccount() {
        return true;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(Outcome.Success.SUCCESS);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        boolean unsigned = !(inner.caller() instanceof Caller.Signed);
        Passing.failed(error, Passing.filtered(call, error) || (unsigned && Passing.badOrigin(error)), inner);
    }
}

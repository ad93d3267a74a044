package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/**
 * {@code Multisig.as_multi_threshold_1}: acts for the multisig's account at once; its result is the inner call's. Newer
 * releases of the pallet end it with {@code MultisigExecuted} (polkadot-sdk stable2506).
 */
public final class AsMultiThreshold1 implements Wrapper {

    private static final int MULTISIG = 2;

    @Override
    public Set<String> calls() {
        return Set.of("Multisig.as_multi_threshold_1");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Signatories.multisig(call, caller, 1);
    }

    @Override
    public boolean actsForComputedAccount() {
        return true;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        Caller multisig = innerCaller(call, inner.caller());
        inner.takeIf(
                "Multisig.MultisigExecuted",
                event -> Caller.ofAddress(event.fields().get(MULTISIG)).equals(multisig));
        inner.settleAll(Outcome.Success.SUCCESS);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        boolean unsigned = !(inner.caller() instanceof Caller.Signed);
        boolean refused = error.name().startsWith("Multisig.") || Passing.filtered(error);
        Passing.failed(error, refused || (unsigned && Passing.badOrigin(error)), inner);
    }
}

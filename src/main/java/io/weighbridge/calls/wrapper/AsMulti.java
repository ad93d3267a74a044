package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import java.util.Set;

/**
 * {@code Multisig.as_multi}: acts for the multisig's account once enough signatories agree. {@code MultisigExecuted} tells
 * the result; {@code NewMultisig} and {@code MultisigApproval} tell that others still have to agree.
 */
public final class AsMulti implements Wrapper {

    private static final int RESULT = 4;

    @Override
    public Set<String> calls() {
        return Set.of("Multisig.as_multi");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Signatories.multisig(call, caller, call.arg("threshold").asInt());
    }

    @Override
    public boolean actsForComputedAccount() {
        return true;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        EventRecord end = inner.take("Multisig.MultisigExecuted", "Multisig.NewMultisig", "Multisig.MultisigApproval");
        inner.settleAll(
                end.name().equals("MultisigExecuted")
                        ? inner.outcome(end.fields().get(RESULT))
                        : Outcome.Deferred.DEFERRED);
    }
}

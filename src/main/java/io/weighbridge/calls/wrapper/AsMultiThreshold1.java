package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        boolean refused = isOwn(error, call, inner.caller()) || Passing.filtered(call, error);
        Passing.failed(error, refused || (unsigned && Passing.badOrigin(error)), inner);
    }

    /** Whether the signatories are refused for that reason; a multisig in the inner call may be refused for the same. */
    private static boolean isOwn(DispatchError error, Call call, Caller caller) {
        List<AccountId> others = call.arg("other_signatories").asList().stream()
                .map(Value::asAccount)
                .toList();
        return switch (error.name()) {
            case "Multisig.TooFewSignatories" -> others.isEmpty();
            case "Multisig.TooManySignatories" -> true;
            case "Multisig.SenderInSignatories" ->
                caller.accountId().filter(others::contains).isPresent();
            case "Multisig.SignatoriesOutOfOrder" -> !others.equals(List.copyOf(new TreeSet<>(others)));
            default -> false;
        };
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/**
 * {@code Sudo.sudo_as}: acts for the account that the sudo key names; {@code SudoAsDone} tells the result. It fails itself
 * where the caller is not the sudo key.
 */
public final class SudoAs implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Sudo.sudo_as");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.ofAddress(call.arg("who"));
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(inner.outcome(inner.take("Sudo.SudoAsDone").fields().get(0)));
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/**
 * {@code Sudo.sudo} and {@code Sudo.sudo_unchecked_weight}: act for root; {@code Sudid} tells the result. They fail
 * themselves where the caller is not the sudo key.
 */
public final class Sudo implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Sudo.sudo", "Sudo.sudo_unchecked_weight");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.Root.ROOT;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(inner.outcome(inner.take("Sudo.Sudid").fields().get(0)));
    }
}

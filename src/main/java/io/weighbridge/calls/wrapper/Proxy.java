package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/**
 * {@code Proxy.proxy} and {@code Proxy.proxy_announced}: act for the account {@code real}; {@code ProxyExecuted} tells the
 * result. They fail themselves only where the caller is not a proxy of that account, or has announced nothing.
 */
public final class Proxy implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Proxy.proxy", "Proxy.proxy_announced");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.ofAddress(call.arg("real"));
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(inner.outcome(inner.take("Proxy.ProxyExecuted").fields().get(0)));
    }
}

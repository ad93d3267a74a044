package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.account;
import static io.weighbridge.devnet.spec.Values.named;

import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code Proxy.proxy}: a call on behalf of an account that allowed the signer to act for it. */
final class ProxyRule implements CallRule {

    /** The proxy types that let weight calls through (subtensor runtime, ProxyType). */
    private static final Set<String> LET_WEIGHTS_THROUGH = Set.of("Any", "NonCritical", "NonTransfer", "NonFungible");

    @Override
    public void run(Frame frame, Execution execution) {
        AccountId delegate = execution.signed(frame);
        AccountId real = Addresses.lookUp(frame.call().arg("real"), execution);
        Frame child = children(frame).get(0);
        Optional<String> type =
                proxyType(execution, real, delegate, frame.call().arg("force_proxy_type"));
        if (type.isEmpty()) {
            execution.skip(child, "Proxy.NotProxy");
            throw execution.failure("Proxy", "NotProxy");
        }
        execution.emit("Proxy", "ProxyExecuted", named("result", result(child, type.get(), execution)));
    }

    @Override
    public List<Frame> children(Frame frame) {
        Value.Variant real = frame.call().arg("real").asVariant();
        Origin origin = real.name().equals("Id")
                ? new Origin.Signed(real.fields().get(0).asAccount())
                : Origin.Nobody.NOBODY;
        return List.of(frame.child(0, origin, frame.call().arg("call").asCall()));
    }

    private static Value result(Frame child, String type, Execution execution) {
        if (!LET_WEIGHTS_THROUGH.contains(type)) {
            Pallets.rule(child.call()).refuse(child, execution, "System.CallFiltered");
            return Results.failed(execution.failure("System", "CallFiltered").error());
        }
        return Results.of(child, execution);
    }

    private static Optional<String> proxyType(Execution execution, AccountId real, AccountId delegate, Value forced) {
        Value proxies =
                execution.state().get("Proxy.Proxies", account(real)).asList().get(0);
        return proxies.asList().stream()
                .map(Value::asFields)
                .filter(proxy -> proxy.get("delegate").asAccount().equals(delegate))
                .map(proxy -> proxy.get("proxy_type").asVariant().name())
                .filter(type -> forced.asOption()
                        .map(wanted -> wanted.asVariant().name().equals(type))
                        .orElse(true))
                .findFirst();
    }
}

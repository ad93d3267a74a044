package io.weighbridge.calls;

import io.weighbridge.calls.wrapper.AsDerivative;
import io.weighbridge.calls.wrapper.AsMulti;
import io.weighbridge.calls.wrapper.AsMultiThreshold1;
import io.weighbridge.calls.wrapper.Batch;
import io.weighbridge.calls.wrapper.BatchAll;
import io.weighbridge.calls.wrapper.Collective;
import io.weighbridge.calls.wrapper.CouncilSudo;
import io.weighbridge.calls.wrapper.CrowdloanCreate;
import io.weighbridge.calls.wrapper.CrowdloanFinalize;
import io.weighbridge.calls.wrapper.DispatchAs;
import io.weighbridge.calls.wrapper.DispatchAsFallible;
import io.weighbridge.calls.wrapper.ForceBatch;
import io.weighbridge.calls.wrapper.IfElse;
import io.weighbridge.calls.wrapper.Proxy;
import io.weighbridge.calls.wrapper.Schedule;
import io.weighbridge.calls.wrapper.Sudo;
import io.weighbridge.calls.wrapper.SudoAs;
import io.weighbridge.calls.wrapper.WithWeight;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.Runtime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All wrapping calls that this program knows, one line each.
 *
 * <p>Calls inside an unknown wrapper are found too. Their origin is unknown; their outcome is deferred if the outer
 * call succeeded, as no event proves that they ran, and not executed if it failed.
 */
public final class Wrappers {

    /** Every wrapper. */
    public static final List<Wrapper> ALL = List.of(
            new Batch(),
            new BatchAll(),
            new ForceBatch(),
            new AsDerivative(),
            new DispatchAs(),
            new DispatchAsFallible(),
            new WithWeight(),
            new IfElse(),
            new Proxy(),
            new AsMulti(),
            new AsMultiThreshold1(),
            new Sudo(),
            new SudoAs(),
            new CouncilSudo(),
            new Collective(),
            new Schedule(),
            new CrowdloanCreate(),
            new CrowdloanFinalize());

    private static final Map<String, Wrapper> BY_CALL = byCall();

    private Wrappers() {}

    /** The wrapper that knows this call, if there is one. */
    public static Optional<Wrapper> of(Call call) {
        return Optional.ofNullable(BY_CALL.get(call.qualifiedName()));
    }

    static List<Call> inner(Call call, Runtime runtime, StateAfter state) {
        return of(call).map(wrapper -> wrapper.inner(call, runtime, state)).orElseGet(() -> NestedCalls.in(call));
    }

    static Caller innerCaller(Call call, Caller caller) {
        return of(call).map(wrapper -> wrapper.innerCaller(call, caller)).orElse(Caller.Unknown.UNKNOWN);
    }

    static void succeeded(Call call, InnerCalls inner) {
        of(call).ifPresentOrElse(
                        wrapper -> wrapper.succeeded(call, inner), () -> inner.settleAll(Outcome.Deferred.DEFERRED));
    }

    static void failed(Call call, DispatchError error, InnerCalls inner) {
        of(call).ifPresentOrElse(
                        wrapper -> wrapper.failed(call, error, inner),
                        () -> inner.settleAll(new Outcome.NotExecuted(error)));
    }

    private static Map<String, Wrapper> byCall() {
        Map<String, Wrapper> byCall = new HashMap<>();
        for (Wrapper wrapper : ALL) {
            for (String call : wrapper.calls()) {
                if (byCall.put(call, wrapper) != null) {
                    throw new IllegalStateException("two wrappers for " + call);
                }
            }
        }
        return Map.copyOf(byCall);
    }
}

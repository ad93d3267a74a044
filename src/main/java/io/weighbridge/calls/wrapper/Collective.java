package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.Caller;
import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import java.util.Set;

/**
 * {@code Triumvirate.execute} and {@code Triumvirate.propose} (122 to 326): act for the collective. {@code execute} runs the
 * call at once; {@code propose} does so where one voice is enough ({@code Executed}) and else waits for votes
 * ({@code Proposed}).
 */
public final class Collective implements Wrapper {

    private static final int RESULT = 1;

    @Override
    public Set<String> calls() {
        return Set.of("Triumvirate.execute", "Triumvirate.propose");
    }

    @Override
    public Caller innerCaller(Call call, Caller caller) {
        return Caller.Unknown.UNKNOWN;
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        EventRecord end = inner.take("Triumvirate.MemberExecuted", "Triumvirate.Executed", "Triumvirate.Proposed");
        inner.settleAll(
                end.name().equals("Proposed")
                        ? Outcome.Deferred.DEFERRED
                        : inner.outcome(end.fields().get(RESULT)));
    }
}

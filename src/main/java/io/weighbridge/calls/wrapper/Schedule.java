package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/** {@code Scheduler.schedule} and its kin: the call runs in the hook of a later block, for the origin that scheduled it. */
public final class Schedule implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of(
                "Scheduler.schedule",
                "Scheduler.schedule_named",
                "Scheduler.schedule_after",
                "Scheduler.schedule_named_after");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(Outcome.Deferred.DEFERRED);
    }
}

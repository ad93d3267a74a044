package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import java.util.Set;

/**
 * {@code Crowdloan.create} (273 on): stores a call that {@code Crowdloan.finalize} will run for the creator. The extrinsic
 * that finalizes shows only the crowdloan's number, so what the stored call did is found by its events.
 */
public final class CrowdloanCreate implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Crowdloan.create");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.settleAll(Outcome.Deferred.DEFERRED);
    }
}

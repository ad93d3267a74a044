package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import java.util.Set;

/**
 * {@code Utility.batch_all}: all or nothing. Where one call fails, so does the batch, with the same error, and what ran is
 * undone with all its events; the chain does not tell which call it was.
 */
public final class BatchAll implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.batch_all");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.take("Utility.BatchCompleted");
        Items.settleCompleted(inner.count(), inner);
    }

    @Override
    public void failed(Call call, DispatchError error, InnerCalls inner) {
        inner.settleAll(new Outcome.RolledBack(error));
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.EventRecord;
import java.util.Set;

/**
 * {@code Utility.force_batch}: runs every call, whatever becomes of the others. Each ends with {@code ItemCompleted} or
 * {@code ItemFailed}.
 */
public final class ForceBatch implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.force_batch");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        inner.take("Utility.BatchCompleted", "Utility.BatchCompletedWithErrors");
        for (int index = inner.count() - 1; index >= 0; index--) {
            EventRecord end = inner.take("Utility.ItemCompleted", "Utility.ItemFailed");
            inner.settle(
                    index,
                    end.name().equals("ItemFailed")
                            ? new Outcome.Failed(inner.error(end.fields().get(0)))
                            : Outcome.Success.SUCCESS);
        }
    }
}

package io.weighbridge.calls.wrapper;

import io.weighbridge.calls.InnerCalls;
import io.weighbridge.calls.Outcome;
import io.weighbridge.calls.Wrapper;
import io.weighbridge.runtime.Call;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.runtime.EventRecord;
import java.util.Set;

/**
 * {@code Utility.batch}: stops at the first call that fails, and succeeds itself. What ran before stays.
 *
 * <p>Each call that took effect ends with {@code ItemCompleted}; the last event is {@code BatchCompleted} or
 * {@code BatchInterrupted} with the index and the error of the call that failed.
 */
public final class Batch implements Wrapper {

    @Override
    public Set<String> calls() {
        return Set.of("Utility.batch");
    }

    @Override
    public void succeeded(Call call, InnerCalls inner) {
        EventRecord end = inner.take("Utility.BatchCompleted", "Utility.BatchInterrupted");
        int completed = inner.count();
        if (end.name().equals("BatchInterrupted")) {
            completed = Items.within(end.fields().get(0).asInt(), inner);
            DispatchError error = inner.error(end.fields().get(1));
            for (int index = completed + 1; index < inner.count(); index++) {
                inner.settle(index, new Outcome.NotExecuted(error));
            }
            inner.settle(completed, new Outcome.Failed(error));
        }
        Items.settleCompleted(completed, inner);
    }
}

package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.named;
import static io.weighbridge.devnet.spec.Values.number;

import io.weighbridge.runtime.Value;
import io.weighbridge.runtime.Value.Fields;
import java.util.ArrayList;
import java.util.List;

/** The batches of Utility. */
enum UtilityBatch implements CallRule {
    /** Stops at the first failure and keeps what came before. */
    BATCH,
    /** All or nothing. */
    BATCH_ALL,
    /** Goes on after a failure. */
    FORCE_BATCH;

    @Override
    public void run(Frame frame, Execution execution) {
        execution.signed(frame);
        List<Frame> children = children(frame);
        int firstAct = execution.acts().size();
        boolean failed = false;
        for (int i = 0; i < children.size(); i++) {
            try {
                execution.dispatch(children.get(i));
                execution.emit("Utility", "ItemCompleted", Fields.NONE);
            } catch (DispatchFailure failure) {
                if (this != FORCE_BATCH) {
                    String cause = execution.errorName(failure.error());
                    children.subList(i + 1, children.size()).forEach(child -> execution.skip(child, cause));
                    stop(execution, i, firstAct, failure);
                    return;
                }
                failed = true;
                execution.emit("Utility", "ItemFailed", named("error", failure.error()));
            }
        }
        execution.emit("Utility", failed ? "BatchCompletedWithErrors" : "BatchCompleted", Fields.NONE);
    }

    private void stop(Execution execution, int item, int firstAct, DispatchFailure failure) {
        if (this == BATCH_ALL) {
            execution.undoActs(firstAct, execution.errorName(failure.error()));
            throw failure;
        }
        execution.emit("Utility", "BatchInterrupted", named("index", number(item), "error", failure.error()));
    }

    @Override
    public List<Frame> children(Frame frame) {
        List<Value> calls = frame.call().arg("calls").asList();
        var children = new ArrayList<Frame>(calls.size());
        for (Value call : calls) {
            children.add(frame.child(children.size(), frame.origin(), call.asCall()));
        }
        return children;
    }

    /** A batch of free calls is free (subtensor: pallets/utility). */
    @Override
    public boolean paysFee(Frame frame, Execution execution) {
        return children(frame).stream()
                .anyMatch(child -> Pallets.rule(child.call()).paysFee(child, execution));
    }
}

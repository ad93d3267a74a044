package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.named;

import io.weighbridge.runtime.Value.Fields;
import java.util.List;

/** {@code Utility.if_else}: a call, and another for the case that it fails. */
final class IfElse implements CallRule {

    @Override
    public void run(Frame frame, Execution execution) {
        execution.signed(frame);
        List<Frame> children = children(frame);
        try {
            execution.dispatch(children.get(0));
        } catch (DispatchFailure failure) {
            execution.dispatch(children.get(1));
            execution.emit("Utility", "IfElseFallbackCalled", named("main_error", failure.error()));
            return;
        }
        execution.skip(children.get(1), "");
        execution.emit("Utility", "IfElseMainSuccess", Fields.NONE);
    }

    @Override
    public List<Frame> children(Frame frame) {
        return List.of(
                frame.child(0, frame.origin(), frame.call().arg("main").asCall()),
                frame.child(1, frame.origin(), frame.call().arg("fallback").asCall()));
    }
}

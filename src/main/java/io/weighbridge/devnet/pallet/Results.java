package io.weighbridge.devnet.pallet;

import static io.weighbridge.devnet.spec.Values.tuple;
import static io.weighbridge.devnet.spec.Values.variant;

import io.weighbridge.runtime.Value;

/** {@code DispatchResult}s, as events carry them. */
final class Results {

    private Results() {}

    /** Runs a call and tells what became of it instead of failing. */
    static Value of(Frame frame, Execution execution) {
        try {
            execution.dispatch(frame);
        } catch (DispatchFailure failure) {
            return failed(failure.error());
        }
        return variant("Ok", 0, tuple());
    }

    /** The result of a failure. */
    static Value failed(Value error) {
        return variant("Err", 1, error);
    }
}

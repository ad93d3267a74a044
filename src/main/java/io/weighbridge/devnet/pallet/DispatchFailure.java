package io.weighbridge.devnet.pallet;

import io.weighbridge.runtime.Value;

/** A call failed with a dispatch error. It has no stack trace, since failing calls are normal. */
final class DispatchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Value error;

    /** A failure with that {@code sp_runtime::DispatchError}. */
    DispatchFailure(Value error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    /** The {@code sp_runtime::DispatchError}. */
    Value error() {
        return error;
    }
}

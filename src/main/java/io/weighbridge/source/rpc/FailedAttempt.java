package io.weighbridge.source.rpc;

import io.weighbridge.source.SourceException;

/** One attempt at a request failed; it never leaves this package. */
final class FailedAttempt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RpcEndpoint endpoint;
    private final Result result;
    private final SourceException fault;

    FailedAttempt(RpcEndpoint endpoint, Result result, SourceException fault) {
        super(fault.getMessage(), fault, false, false);
        this.endpoint = endpoint;
        this.result = result;
        this.fault = fault;
    }

    /** Where it failed. */
    RpcEndpoint endpoint() {
        return endpoint;
    }

    /** How it ended. */
    Result result() {
        return result;
    }

    /** What the caller of the source is told if nothing helps. */
    SourceException fault() {
        return fault;
    }
}

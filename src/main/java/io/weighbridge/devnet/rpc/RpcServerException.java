package io.weighbridge.devnet.rpc;

/** The server cannot be started; the message says why and what to do. */
public final class RpcServerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RpcServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.weighbridge.devnet.node;

/** An extrinsic is not taken; code, message and detail are those of the node's JSON-RPC error. */
public final class PoolException extends RuntimeException {

    /** The bytes are no extrinsic of this runtime. */
    public static final int BAD_FORMAT = 1001;

    /** It may not enter a block. */
    public static final int INVALID = 1010;

    /** It waits already. */
    public static final int ALREADY_IMPORTED = 1013;

    /** There is no room. */
    public static final int FULL = 1016;

    private static final long serialVersionUID = 1;

    private final int code;
    private final String detail;

    PoolException(int code, String message, String detail) {
        super(message);
        this.code = code;
        this.detail = detail;
    }

    /** The JSON-RPC error code. */
    public int code() {
        return code;
    }

    /** What the error's {@code data} says; empty for nothing. */
    public String detail() {
        return detail;
    }
}

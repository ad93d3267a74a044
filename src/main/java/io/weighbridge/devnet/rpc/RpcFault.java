package io.weighbridge.devnet.rpc;

/** A request is answered with a JSON-RPC error. */
final class RpcFault extends RuntimeException {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    /** The connection has all the subscriptions that it may have (jsonrpsee). */
    static final int TOO_MANY_SUBSCRIPTIONS = -32006;

    /** The answer is larger than the node sends (jsonrpsee). */
    static final int ANSWER_TOO_LARGE = -32008;

    /** The node cannot answer for that state (substrate: client/rpc-api/src/state/error.rs). */
    static final int STATE_ERROR = 4003;

    /** A page is asked for that is too large. */
    static final int TOO_MANY_KEYS = 4002;

    /** The client asks too much (public nodes and their proxies). */
    static final int TOO_MANY_REQUESTS = -32029;

    private static final long serialVersionUID = 1;

    private final int code;
    private final String detail;

    RpcFault(int code, String message, String detail) {
        super(message, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    RpcFault(int code, String message) {
        this(code, message, "");
    }

    static RpcFault invalidParams(String why) {
        return new RpcFault(INVALID_PARAMS, "Invalid params", why);
    }

    static RpcFault tooManyRequests() {
        return new RpcFault(TOO_MANY_REQUESTS, "Too many requests, please retry later");
    }

    int code() {
        return code;
    }

    /** The error's {@code data}; empty for none. */
    String detail() {
        return detail;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

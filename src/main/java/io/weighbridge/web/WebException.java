package io.weighbridge.web;

/** Why HTTP cannot be served. The message says where, why, and how to fix it. */
public final class WebException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message is shown to the operator as it is. */
    public WebException(String message, Throwable cause) {
        super(message, cause);
    }
}

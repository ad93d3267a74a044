package io.weighbridge.web;

/** A request that cannot be answered as it stands. The message says what was wrong and what is allowed. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String expected;

    BadRequest(String what, String expected) {
        super(what + ": expected " + expected);
        this.what = what;
        this.expected = expected;
    }

    /** What cannot be used. */
    String what() {
        return what;
    }

    /** What is allowed. */
    String expected() {
        return expected;
    }
}

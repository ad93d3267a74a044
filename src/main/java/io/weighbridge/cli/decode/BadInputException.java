package io.weighbridge.cli.decode;

/** Input that is not laid out as {@code decode} takes it. The message says what is wrong with it. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}

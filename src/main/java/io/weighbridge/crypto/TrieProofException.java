package io.weighbridge.crypto;

/** A proof that does not prove what it should: a node is missing or damaged. */
public final class TrieProofException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrieProofException(String message) {
        super(message);
    }

    TrieProofException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.weighbridge.source;

import io.weighbridge.chain.BlockRef;
import io.weighbridge.chain.Hash;

/**
 * Why a chain source did not answer. The type tells what helps: {@link Transient} passes by itself, {@link Pruned}
 * needs another endpoint, {@link Untrusted} is a false or damaged answer, {@link Unusable} needs the operator.
 */
public abstract sealed class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SourceException(String message) {
        super(message);
    }

    private SourceException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A connection lost, an answer late, a node that throttles: trying again helps. */
    public static final class Transient extends SourceException {
        private static final long serialVersionUID = 1L;

        /** A fault that may pass; the message says what, where, and how often it was tried. */
        public Transient(String message) {
            super(message);
        }

        /** The same, with what caused it. */
        public Transient(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The node no longer keeps the state or the body of that block. */
    public static final class Pruned extends SourceException {
        private static final long serialVersionUID = 1L;

        /** The message names the endpoint and the block. */
        public Pruned(String message) {
            super(message);
        }
    }

    /** An answer that contradicts itself or what is known: a wrong hash, a broken link, a size over the limit. */
    public static final class Untrusted extends SourceException {
        private static final long serialVersionUID = 1L;

        /** The message says what was expected against found. */
        public Untrusted(String message) {
            super(message);
        }

        /** The same, with what caused it. */
        public Untrusted(String message, Throwable cause) {
            super(message, cause);
        }

        /** A block names another parent than the block before it. */
        public static Untrusted brokenLink(BlockRef block, Hash parent, BlockRef before) {
            return brokenChain("block " + block + " names " + parent.hex() + " as its parent, but block "
                    + before.number() + " was " + before.hash().hex());
        }

        /** A block has another hash than it had before. */
        public static Untrusted otherHash(long block, Hash before, Hash now) {
            return brokenChain("block " + block + " was " + before.hex() + " and is now " + now.hex());
        }

        private static Untrusted brokenChain(String how) {
            return new Untrusted("broken chain: " + how
                    + "; the endpoint contradicts itself or follows another fork. Use another endpoint");
        }
    }

    /** The endpoint cannot serve this at all: it is of another chain, lacks a method, or does not exist. */
    public static final class Unusable extends SourceException {
        private static final long serialVersionUID = 1L;

        /** The message says how to fix it. */
        public Unusable(String message) {
            super(message);
        }

        /** The same, with what caused it. */
        public Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

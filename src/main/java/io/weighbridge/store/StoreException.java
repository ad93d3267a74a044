package io.weighbridge.store;

import io.weighbridge.chain.Hash;

/** Why a database cannot be used. Each message names the file or address, what was found, and how to fix it. */
public abstract sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message) {
        super(message);
    }

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The database belongs to another chain. */
    public static final class ForeignChain extends StoreException {
        private static final long serialVersionUID = 1L;

        /** The message names both genesis hashes. */
        public ForeignChain(String message) {
            super(message);
        }

        /** The store at that place belongs to one chain, and the endpoint serves another; each by its genesis hash. */
        public static ForeignChain of(String store, Hash bound, Hash served) {
            return new ForeignChain(store + " belongs to the chain with genesis hash " + bound.hex()
                    + ", the endpoint serves the chain with genesis hash " + served.hex()
                    + ". Use another --store for that chain, or check --network and --endpoint");
        }
    }

    /** The database, or the validator's file, is not what it has to be; nothing was written. */
    public static final class Unsuitable extends StoreException {
        private static final long serialVersionUID = 1L;

        /** The message says what is missing or wrong. */
        public Unsuitable(String message) {
            super(message);
        }

        /** The same, with what caused it. */
        public Unsuitable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Another program of ours works on the same database. */
    public static final class InUse extends StoreException {
        private static final long serialVersionUID = 1L;

        /** The message says which, where it can be told. */
        public InUse(String message) {
            super(message);
        }
    }

    /** Reading or writing failed in a way that may pass: a file replaced under us. Nothing of the step was written. */
    public static sealed class Failed extends StoreException {
        private static final long serialVersionUID = 1L;

        /** The message says what was being done. */
        public Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The database is out of service: its server cannot be reached, or its disk is full. Who can wait goes on later. */
    public static final class Unavailable extends Failed {
        private static final long serialVersionUID = 1L;

        /** The message says what was being done, and what would help. */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

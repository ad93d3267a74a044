package io.weighbridge.calls;

import io.weighbridge.runtime.DispatchError;
import java.util.Optional;

/** The outcome of a call. */
public sealed interface Outcome {

    /**
     * The word in the store: {@code success}, {@code failed}, {@code rolled_back}, {@code not_executed}, {@code deferred},
     * {@code unknown}.
     */
    String word();

    /** The error because of which it has no effect; empty if it has effect or nothing went wrong. */
    default Optional<DispatchError> failure() {
        return Optional.empty();
    }

    /** It took effect. */
    enum Success implements Outcome {
        /** The only one. */
        SUCCESS;

        @Override
        public String word() {
            return "success";
        }
    }

    /**
     * It ran and failed.
     *
     * @param error why
     */
    record Failed(DispatchError error) implements Outcome {

        @Override
        public String word() {
            return "failed";
        }

        @Override
        public Optional<DispatchError> failure() {
            return Optional.of(error);
        }
    }

    /**
     * It ran, and a call around it undid it.
     *
     * @param cause the error that made the outer call fail
     */
    record RolledBack(DispatchError cause) implements Outcome {

        @Override
        public String word() {
            return "rolled_back";
        }

        @Override
        public Optional<DispatchError> failure() {
            return Optional.of(cause);
        }
    }

    /**
     * It never ran: a batch stopped before it, or its wrapper was refused.
     *
     * @param cause the error that stopped it
     */
    record NotExecuted(DispatchError cause) implements Outcome {

        @Override
        public String word() {
            return "not_executed";
        }

        @Override
        public Optional<DispatchError> failure() {
            return Optional.of(cause);
        }
    }

    /** It never ran, and nothing went wrong: the fallback of an {@code if_else} whose main call took effect. */
    enum NotNeeded implements Outcome {
        /** The only one. */
        NOT_NEEDED;

        @Override
        public String word() {
            return "not_executed";
        }
    }

    /** It has not run yet: a multisig that is not complete, a scheduled call. */
    enum Deferred implements Outcome {
        /** The only one. */
        DEFERRED;

        @Override
        public String word() {
            return "deferred";
        }
    }

    /** Not known: only the block's body was read, as the state with its events is pruned. */
    enum Unknown implements Outcome {
        /** The only one. */
        UNKNOWN;

        @Override
        public String word() {
            return "unknown";
        }
    }
}

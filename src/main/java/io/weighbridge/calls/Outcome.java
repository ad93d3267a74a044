package io.weighbridge.calls;

import io.weighbridge.runtime.DispatchError;
import java.util.Optional;

/** What became of a call. */
public sealed interface Outcome {

    /**
     * The word in the store: {@code success}, {@code failed}, {@code rolled_back}, {@code not_executed}, {@code deferred},
     * {@code unknown}.
     */
    default String word() {
        if (this instanceof Failed) {
            return "failed";
        }
        if (this instanceof RolledBack) {
            return "rolled_back";
        }
        if (this instanceof NotExecuted || this == NotNeeded.NOT_NEEDED) {
            return "not_executed";
        }
        if (this == Deferred.DEFERRED) {
            return "deferred";
        }
        return this == Unknown.UNKNOWN ? "unknown" : "success";
    }

    /** Why it has no effect; empty where it has one, or where nothing went wrong. */
    default Optional<DispatchError> failure() {
        if (this instanceof Failed failed) {
            return Optional.of(failed.error());
        }
        if (this instanceof RolledBack rolledBack) {
            return Optional.of(rolledBack.cause());
        }
        return this instanceof NotExecuted notExecuted ? Optional.of(notExecuted.cause()) : Optional.empty();
    }

    /** It took effect. */
    enum Success implements Outcome {
        /** The only one. */
        SUCCESS
    }

    /**
     * It ran and failed.
     *
     * @param error why
     */
    record Failed(DispatchError error) implements Outcome {}

    /**
     * It ran, and a call around it undid it.
     *
     * @param cause the error that made the outer call fail
     */
    record RolledBack(DispatchError cause) implements Outcome {}

    /**
     * It never ran: a batch stopped before it, or its wrapper was refused.
     *
     * @param cause the error that stopped it
     */
    record NotExecuted(DispatchError cause) implements Outcome {}

    /** It never ran, and nothing went wrong: the fallback of an {@code if_else} whose main call took effect. */
    enum NotNeeded implements Outcome {
        /** The only one. */
        NOT_NEEDED
    }

    /** It has not run yet: a multisig that is not complete, a scheduled call. */
    enum Deferred implements Outcome {
        /** The only one. */
        DEFERRED
    }

    /** Nobody can tell: the call stands in a body, and the events of its block are gone with the state. */
    enum Unknown implements Outcome {
        /** The only one. */
        UNKNOWN
    }
}

package io.weighbridge.cli;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.AccountId;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;

/** A weight action in words, for logs and terminals. */
final class FactText {

    private FactText() {}

    /** What, by whom, where, what carried, and what became of it. */
    static String line(WeightFact fact) {
        return fact.call() + " by " + shortOf(fact.hotkey()) + " on netuid "
                + fact.index().netuid()
                + (fact.index().mechanism().value() == 0
                        ? ""
                        : " mechanism " + fact.index().mechanism())
                + ", " + carried(fact.payload()) + ": " + outcome(fact.outcome());
    }

    /** Both ends of an address. */
    static String shortOf(AccountId account) {
        return Hotkeys.shortOf(account.ss58());
    }

    /** {@code 64 weights}, {@code a commit}. */
    static String carried(Payload payload) {
        return payload.open()
                .map(open -> open.uids().size() == 1 ? "1 weight" : open.uids().size() + " weights")
                .orElse(payload == Payload.Opaque.OPAQUE ? "weights unknown" : "a commit");
    }

    /** The word, and the error if there is one. */
    static String outcome(Outcome outcome) {
        String error = error(outcome);
        return outcome.word().replace('_', ' ') + (error.isEmpty() ? "" : " (" + error + ")");
    }

    /** The name of the error that made or kept it from taking effect; empty if there is none. */
    static String error(Outcome outcome) {
        return outcome.failure().map(DispatchError::name).orElse("");
    }
}

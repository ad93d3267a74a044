package io.weighbridge.weights;

import io.weighbridge.calls.Outcome;

/** A fact as one line of text, for comparing. */
final class FactLine {

    private FactLine() {}

    /** Everything that a truth can tell: not nonce, tip and fee, nor the documentation of an error. */
    static String of(WeightFact fact) {
        var origin = fact.origin() instanceof Origin.Signed signed
                ? signed.extrinsicHash() + " by " + signed.signer()
                : fact.origin().toString();
        return String.join(
                " ",
                fact.block().number() + "/" + fact.block().hash(),
                fact.timestamp().toEpochMilli() + "ms",
                "spec " + fact.specVersion(),
                fact.position().text(),
                origin,
                "for " + fact.hotkey(),
                fact.kind().word(),
                fact.call(),
                "on " + fact.index().netuid() + "," + fact.index().mechanism(),
                "uid " + uid(fact),
                outcome(fact.outcome()),
                payload(fact.payload()));
    }

    /** The uid as far as it is known. */
    static String uid(WeightFact fact) {
        return fact.uid() instanceof KnownUid.Known known ? known.value().toString() : "?";
    }

    static String outcome(Outcome outcome) {
        return outcome.word()
                + outcome.failure().map(error -> ": " + error.name()).orElse("");
    }

    static String payload(Payload payload) {
        if (payload instanceof Payload.Weights weights) {
            return weights.uids() + "=" + weights.values() + " key " + Long.toUnsignedString(weights.versionKey());
        }
        if (payload instanceof Payload.Stored stored) {
            return "stored " + stored.uids() + "=" + stored.values();
        }
        if (payload instanceof Payload.Revealed revealed) {
            return payload(revealed.weights()) + " opens " + revealed.commitHash();
        }
        if (payload instanceof Payload.HashCommit commit) {
            return "commits " + commit.commitHash();
        }
        return payload instanceof Payload.TimelockedCommit commit
                ? "locks " + commit.commitHash() + " until " + Long.toUnsignedString(commit.revealRound())
                : "opaque";
    }
}

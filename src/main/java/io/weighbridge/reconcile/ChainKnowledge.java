package io.weighbridge.reconcile;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.Hash;
import io.weighbridge.runtime.DispatchError;
import io.weighbridge.store.Store.OpenedCommit;
import io.weighbridge.weights.Payload;
import io.weighbridge.weights.WeightFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The submissions and reveals on the chain, as far as stored.
 *
 * @param facts every submission, in chain order
 * @param reveals the weights of revealed commits
 */
public record ChainKnowledge(List<ChainFact> facts, List<Reveal> reveals) {

    private static final Pattern EXTRINSIC = Pattern.compile("x(\\d{1,9}).*");
    private static final int NO_EXTRINSIC = -1;

    /** Copies the lists. */
    public ChainKnowledge {
        facts = List.copyOf(facts);
        reveals = List.copyOf(reveals);
    }

    /** The reveals by the key of their commit; the last one counts. */
    Map<String, Reveal> revealsByFact() {
        var byFact = new LinkedHashMap<String, Reveal>();
        reveals.forEach(reveal -> byFact.put(reveal.fact(), reveal));
        return byFact;
    }

    /**
     * Converts facts of the store.
     *
     * @param stored facts in chain order
     * @param opened the revealed commits among them
     */
    public static ChainKnowledge of(List<WeightFact> stored, List<OpenedCommit> opened) {
        return new ChainKnowledge(
                stored.stream()
                        .filter(WeightFact::isSubmission)
                        .map(ChainKnowledge::submission)
                        .toList(),
                opened.stream()
                        .map(commit -> new Reveal(commit.key(), open(commit.weights())))
                        .toList());
    }

    private static ChainFact submission(WeightFact fact) {
        Matcher extrinsic = EXTRINSIC.matcher(fact.position().text());
        return new ChainFact(
                fact.key(),
                fact.block(),
                fact.timestamp(),
                extrinsic.matches() ? Integer.parseInt(extrinsic.group(1)) : NO_EXTRINSIC,
                fact.origin().extrinsic().orElse(Hash.ZERO),
                fact.hotkey(),
                fact.index(),
                content(fact),
                fact.outcome() == Outcome.Success.SUCCESS,
                fact.outcome().failure().map(DispatchError::name).orElse(""));
    }

    private static ChainFact.Content content(WeightFact fact) {
        if (fact.payload() instanceof Payload.Open open) {
            return open(open);
        }
        return fact.payload() instanceof Payload.TimelockedCommit commit
                ? new ChainFact.Content.Timelocked(commit.revealRound())
                : ChainFact.Content.Sealed.SEALED;
    }

    private static ChainFact.Content.Open open(Payload.Open open) {
        return new ChainFact.Content.Open(open.uids(), open.values());
    }
}

package io.weighbridge.reconcile;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.List;

/**
 * What the store knows of the chain.
 *
 * @param head how far
 * @param knowledge what was submitted
 */
public record StoredChain(Head head, ChainKnowledge knowledge) {

    /**
     * Reads the store.
     *
     * @param tracked the validator's hotkey and subnet
     * @param now the time of the newest block, for as long as no fact tells the time of one
     */
    public static StoredChain of(Store store, Tracked tracked, Instant now) {
        RangeSet followed = store.coverage(tracked);
        List<WeightFact> facts = store.facts(FactQuery.of(tracked, FactQuery.ALL_BLOCKS)).stream()
                .map(StoredFact::fact)
                .toList();
        long finalized = followed.last().orElse(0);
        ChainKnowledge knowledge = ChainKnowledge.of(facts, store.openedCommits(tracked));
        BlockTimes times =
                knowledge.facts().isEmpty() ? BlockTimes.of(finalized, now) : BlockTimes.of(knowledge.facts());
        return new StoredChain(new Head(finalized, followed, times), knowledge);
    }

    /** How many facts lie in blocks up to {@code last}. */
    static long count(Store store, Tracked tracked, long last) {
        return last < 0 ? 0 : store.countFacts(FactQuery.of(tracked, new BlockRange(0, last)));
    }
}

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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The chain as the store knows it.
 *
 * @param head the known part of the chain
 * @param knowledge submissions and reveals
 * @param commits the keys, in the store, of the commits among it
 * @param blocks the block of each fact among it, reveals too, ascending
 */
public record StoredChain(Head head, ChainKnowledge knowledge, Set<Long> commits, List<Long> blocks) {

    /** Copies the keys and blocks. */
    public StoredChain {
        commits = Set.copyOf(commits);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads the store.
     *
     * @param tracked the validator's hotkey and subnet
     * @param now the assumed time of the newest block while there are no facts
     */
    public static StoredChain of(Store store, Tracked tracked, Instant now) {
        return from(store, tracked, 0, 0, now);
    }

    /**
     * Reads what the store knows of blocks from {@code first} on. Coverage is read first: facts may be stored
     * meanwhile, and a block must not count as followed before its facts are read.
     *
     * @param timed the last block with facts before {@code first}; its time is needed too
     */
    static StoredChain from(Store store, Tracked tracked, long timed, long first, Instant now) {
        RangeSet followed = store.coverage(tracked);
        long finalized = followed.last().orElse(0);
        List<StoredFact> stored =
                store.facts(FactQuery.of(tracked, new BlockRange(timed, FactQuery.ALL_BLOCKS.last())));
        List<ChainFact> all = ChainKnowledge.of(facts(stored), List.of()).facts();
        Set<Long> commits = stored.stream()
                .filter(one -> one.fact().kind() == WeightFact.Kind.COMMIT
                        && one.fact().block().number() >= first)
                .map(StoredFact::id)
                .collect(Collectors.toSet());
        List<WeightFact> wanted = facts(stored).stream()
                .filter(fact -> fact.block().number() >= first)
                .toList();
        BlockTimes times = all.isEmpty() ? BlockTimes.of(finalized, now) : BlockTimes.of(all);
        return new StoredChain(
                new Head(finalized, followed, times),
                ChainKnowledge.of(wanted, first == 0 ? store.openedCommits(tracked) : store.openedCommits(commits)),
                commits,
                wanted.stream().map(fact -> fact.block().number()).toList());
    }

    private static List<WeightFact> facts(List<StoredFact> stored) {
        return stored.stream().map(StoredFact::fact).toList();
    }

    /** How many facts lie in blocks up to {@code last}. */
    static long count(Store store, Tracked tracked, long last) {
        return last < 0 ? 0 : store.countFacts(FactQuery.of(tracked, new BlockRange(0, last)));
    }
}

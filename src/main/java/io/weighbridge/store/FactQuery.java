package io.weighbridge.store;

import io.weighbridge.calls.Outcome;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.Set;

/**
 * Which facts are wanted.
 *
 * @param tracked whose
 * @param blocks in which blocks
 * @param from not before this time
 * @param until before this time
 * @param outcomes with one of these outcome words; empty for all
 * @param kinds of one of these kinds; empty for all
 * @param after stored later than the fact with this key; 0 for all
 * @param newestFirst the newest first; else chain order
 * @param offset how many to pass over
 * @param limit how many at the most
 */
public record FactQuery(
        Tracked tracked,
        BlockRange blocks,
        Instant from,
        Instant until,
        Set<String> outcomes,
        Set<WeightFact.Kind> kinds,
        long after,
        boolean newestFirst,
        long offset,
        int limit) {

    /** Every block that can exist. */
    public static final BlockRange ALL_BLOCKS = new BlockRange(0, Long.MAX_VALUE - 1);

    /** Copies the sets. */
    public FactQuery {
        outcomes = Set.copyOf(outcomes);
        kinds = Set.copyOf(kinds);
    }

    /** A query for facts of every kind, whenever they were stored. */
    public FactQuery(
            Tracked tracked,
            BlockRange blocks,
            Instant from,
            Instant until,
            Set<String> outcomes,
            boolean newestFirst,
            long offset,
            int limit) {
        this(tracked, blocks, from, until, outcomes, Set.of(), 0, newestFirst, offset, limit);
    }

    /** The same query for another part of its blocks and another page. */
    public FactQuery page(BlockRange part, long passed, int size) {
        return new FactQuery(tracked, part, from, until, outcomes, kinds, after, newestFirst, passed, size);
    }

    /** The same query for facts with that outcome. */
    public FactQuery withOutcome(Outcome outcome) {
        return new FactQuery(
                tracked, blocks, from, until, Set.of(outcome.word()), kinds, after, newestFirst, offset, limit);
    }

    /** The facts of some blocks, in chain order. */
    public static FactQuery of(Tracked tracked, BlockRange blocks) {
        return new FactQuery(tracked, blocks, Instant.MIN, Instant.MAX, Set.of(), false, 0, Integer.MAX_VALUE);
    }
}

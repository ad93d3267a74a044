package io.weighbridge.web;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.store.Store.StoredFact;
import io.weighbridge.weights.Tracked;
import io.weighbridge.weights.WeightFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How things stand: what is verified, what is missing, when weights were last set.
 *
 * @param genesis the genesis hash of the store's chain; empty if it has seen none
 * @param endpoints the endpoints, as far as anybody asked them
 * @param coverage the verified blocks of what is tracked
 * @param gaps blocks that are not verified, between the first verified one and the newest known
 * @param lag finalized blocks behind the last verified one; -1 where the finalized head is not known
 * @param facts how many weight actions of what is tracked are stored
 * @param lastSets for each tracked hotkey and subnet when it last set weights with success, newest first
 * @param parked blocks that could not be read
 * @param coverageRows all coverage, with how it was verified
 */
public record StatusReport(
        String genesis,
        List<EndpointStatus> endpoints,
        RangeSet coverage,
        RangeSet gaps,
        long lag,
        long facts,
        List<LastSet> lastSets,
        List<ParkedBlock> parked,
        List<CoverageRow> coverageRows) {

    private static final int NEWEST_LOOKED_AT = 1000;

    /** Copies the lists. */
    public StatusReport {
        endpoints = List.copyOf(endpoints);
        lastSets = List.copyOf(lastSets);
        parked = List.copyOf(parked);
        coverageRows = List.copyOf(coverageRows);
    }

    /** How a store stands against what its endpoints tell. */
    public static StatusReport of(Store store, Tracked tracked, List<EndpointStatus> endpoints) {
        RangeSet coverage = store.coverage(tracked);
        OptionalLong head = endpoints.stream()
                .filter(EndpointStatus::usable)
                .mapToLong(EndpointStatus::head)
                .max();
        long newest = Math.max(head.orElse(-1), coverage.last().orElse(-1));
        RangeSet gaps = coverage.isEmpty()
                ? RangeSet.EMPTY
                : RangeSet.of(new BlockRange(coverage.first().getAsLong(), newest))
                        .minus(coverage);
        long lag = head.isEmpty()
                ? -1
                : Math.max(0, head.getAsLong() - coverage.last().orElse(-1));
        FactQuery all = FactQuery.of(tracked, FactQuery.ALL_BLOCKS);
        return new StatusReport(
                store.genesis().map(Object::toString).orElse(""),
                endpoints,
                coverage,
                gaps,
                lag,
                store.countFacts(all),
                lastSets(store, tracked, newest),
                store.parkedBlocks(),
                store.coverageRows());
    }

    private static List<LastSet> lastSets(Store store, Tracked tracked, long newest) {
        var query = new FactQuery(
                tracked, FactQuery.ALL_BLOCKS, Instant.MIN, Instant.MAX, Set.of("success"), true, 0, NEWEST_LOOKED_AT);
        var seen = new ArrayList<String>();
        var sets = new ArrayList<LastSet>();
        for (StoredFact stored : store.facts(query)) {
            WeightFact fact = stored.fact();
            String whose = fact.hotkey() + " " + fact.index().value();
            if (fact.kind() != WeightFact.Kind.COMMIT && !seen.contains(whose)) {
                seen.add(whose);
                sets.add(LastSet.of(fact, Math.max(newest, fact.block().number())));
            }
        }
        return sets;
    }

    /**
     * What an endpoint told.
     *
     * @param name scheme, host and port
     * @param usable whether it answered
     * @param head its finalized head; -1 if it did not answer
     * @param reason why it did not answer; empty if it did
     */
    public record EndpointStatus(String name, boolean usable, long head, String reason) {}

    /**
     * When weights were last set.
     *
     * @param hotkey whose, as an SS58 address
     * @param netuid on which subnet
     * @param mechanism by which mechanism
     * @param block in which block
     * @param at when
     * @param blocksSince how many blocks ago, counted from the newest known
     */
    public record LastSet(String hotkey, int netuid, int mechanism, long block, Instant at, long blocksSince) {

        private static LastSet of(WeightFact fact, long newest) {
            long block = fact.block().number();
            return new LastSet(
                    fact.hotkey().ss58(),
                    fact.index().netuid().value(),
                    fact.index().mechanism().value(),
                    block,
                    fact.timestamp(),
                    newest - block);
        }
    }
}

package io.weighbridge.web;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.CommitSummary;
import io.weighbridge.store.FactOutline;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.store.Store.CoverageRow;
import io.weighbridge.store.Store.ParkedBlock;
import io.weighbridge.watch.LagCause;
import io.weighbridge.watch.RowWait;
import io.weighbridge.watch.SinceLastSet;
import io.weighbridge.weights.Tracked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * How things stand: what is verified, what is missing, when weights were last set.
 *
 * @param genesis the genesis hash of the store's chain; empty if it has seen none
 * @param endpoints the endpoints, as far as anybody asked them
 * @param targets what is verified of whom
 * @param facts how many weight actions of what is tracked are stored
 * @param overdueTempos weights are overdue after more than so many tempos without a set
 * @param lastSets for each tracked hotkey and subnet when it last set weights with success, newest first
 * @param commits what has become of the commits of what is tracked
 * @param parked blocks that could not be read
 * @param coverageRows all coverage, with how it was verified
 * @param lagCause what keeps verified blocks behind the finalized head, as far as anybody has seen
 * @param rowWait what keeps rows from being written, as far as anybody has seen
 */
public record StatusReport(
        String genesis,
        List<EndpointStatus> endpoints,
        List<Target> targets,
        long facts,
        double overdueTempos,
        List<LastSet> lastSets,
        CommitSummary commits,
        List<ParkedBlock> parked,
        List<CoverageRow> coverageRows,
        LagCause lagCause,
        RowWait rowWait) {

    private static final String ALL = "all";

    /** Copies the lists. */
    public StatusReport {
        endpoints = List.copyOf(endpoints);
        targets = List.copyOf(targets);
        lastSets = List.copyOf(lastSets);
        parked = List.copyOf(parked);
        coverageRows = List.copyOf(coverageRows);
    }

    /** How a store stands against what its endpoints tell, every commit counted. */
    public static StatusReport of(Store store, Tracked tracked, List<EndpointStatus> endpoints) {
        return of(store, tracked, endpoints, CommitSummary.of(store.commits(tracked)));
    }

    /** The same with commits that were counted before. */
    public static StatusReport of(Store store, Tracked tracked, List<EndpointStatus> endpoints, CommitSummary commits) {
        OptionalLong head = endpoints.stream()
                .filter(EndpointStatus::usable)
                .mapToLong(EndpointStatus::head)
                .max();
        List<Target> targets = whose(store, tracked).stream()
                .map(whom -> Target.of(whom, store.coverage(whom), head))
                .toList();
        long newest = LongStream.concat(
                        head.stream(), targets.stream().flatMapToLong(target -> target.coverage().last().stream()))
                .max()
                .orElse(-1);
        FactQuery all = FactQuery.of(tracked, FactQuery.ALL_BLOCKS);
        return new StatusReport(
                store.genesis().map(Object::toString).orElse(""),
                endpoints,
                targets,
                store.countFacts(all),
                Double.NaN,
                LastSets.of(store, tracked, newest),
                commits,
                store.parkedBlocks(),
                store.coverageRows(),
                LagCause.NONE,
                RowWait.NONE);
    }

    /** When each tracked hotkey last set weights with success, newest first; the blocks since then are not reckoned. */
    public static List<LastSet> lastSets(Store store, Tracked tracked) {
        return LastSets.of(store, tracked, 0);
    }

    /**
     * The same with what is known of tempos.
     *
     * @param tempos blocks in an epoch, by subnet
     * @param limit weights are overdue after more than so many tempos without a set
     */
    public StatusReport withTempos(Map<Netuid, Integer> tempos, double limit) {
        return new StatusReport(
                genesis,
                endpoints,
                targets,
                facts,
                limit,
                lastSets.stream()
                        .map(set -> set.withTempo(tempos.getOrDefault(new Netuid(set.netuid()), SinceLastSet.UNKNOWN)))
                        .toList(),
                commits,
                parked,
                coverageRows,
                lagCause,
                rowWait);
    }

    /** The same with what keeps verified blocks behind. */
    public StatusReport withLagCause(LagCause found) {
        return new StatusReport(
                genesis,
                endpoints,
                targets,
                facts,
                overdueTempos,
                lastSets,
                commits,
                parked,
                coverageRows,
                found,
                rowWait);
    }

    /** The same with what keeps rows from being written. */
    public StatusReport withRowWait(RowWait found) {
        return new StatusReport(
                genesis,
                endpoints,
                targets,
                facts,
                overdueTempos,
                lastSets,
                commits,
                parked,
                coverageRows,
                lagCause,
                found);
    }

    /** Finalized blocks that the target farthest behind has not verified; -1 where the finalized head is not known. */
    public long lag() {
        return targets.stream().mapToLong(Target::lag).max().orElse(-1);
    }

    /** What is verified of a choice, or of each of those that {@code targets} would name. */
    public static List<RangeSet> coverages(Store store, Tracked tracked) {
        return whose(store, tracked).stream().map(store::coverage).toList();
    }

    /** Who asks for everything, and has nothing of everybody, is told of each that something is verified of. */
    private static List<Tracked> whose(Store store, Tracked tracked) {
        if (!tracked.equals(Tracked.EVERYTHING) || !store.coverage(tracked).isEmpty()) {
            return List.of(tracked);
        }
        return store.coverageRows().stream()
                .map(row -> new Tracked(
                        row.netuid().equals(ALL) ? Set.of() : Set.of(new Netuid(Integer.parseInt(row.netuid()))),
                        row.hotkey().equals(ALL) ? Set.of() : Set.of(AccountId.fromSs58(row.hotkey()))))
                .distinct()
                .toList();
    }

    /**
     * What is verified of a choice of hotkeys and subnets.
     *
     * @param tracked the choice
     * @param coverage the verified blocks
     * @param gaps blocks that are not verified, between the first verified one and the last
     * @param lag finalized blocks behind the last verified one; -1 where the finalized head is not known
     */
    public record Target(Tracked tracked, RangeSet coverage, RangeSet gaps, long lag) {

        private static Target of(Tracked tracked, RangeSet coverage, OptionalLong head) {
            long last = coverage.last().orElse(-1);
            RangeSet gaps = coverage.isEmpty()
                    ? RangeSet.EMPTY
                    : RangeSet.of(new BlockRange(coverage.first().orElse(0), last))
                            .minus(coverage);
            return new Target(tracked, coverage, gaps, head.isEmpty() ? -1 : Math.max(0, head.getAsLong() - last));
        }
    }

    /**
     * What an endpoint told.
     *
     * @param name scheme, host and port
     * @param usable whether it answered
     * @param head its finalized head; -1 if it did not answer
     * @param reason why it did not answer; empty if it did
     * @param budget requests a minute that it allows; infinite while no limit has shown, not a number where nobody counts
     */
    public record EndpointStatus(String name, boolean usable, long head, String reason, double budget) {

        /** The same where nobody counts requests. */
        public EndpointStatus(String name, boolean usable, long head, String reason) {
            this(name, usable, head, reason, Double.NaN);
        }
    }

    /**
     * When weights were last set.
     *
     * @param hotkey whose, as an SS58 address
     * @param netuid on which subnet
     * @param mechanism by which mechanism
     * @param block in which block
     * @param at when
     * @param blocksSince how many blocks ago, counted from the newest known
     * @param tempo blocks in an epoch of the subnet; {@link SinceLastSet#UNKNOWN} where it is not known
     */
    public record LastSet(
            String hotkey, int netuid, int mechanism, long block, Instant at, long blocksSince, int tempo) {

        private LastSet withTempo(int blocks) {
            return new LastSet(hotkey, netuid, mechanism, block, at, blocksSince, blocks);
        }

        static LastSet of(FactOutline fact, long newest) {
            return new LastSet(
                    fact.hotkey(),
                    fact.netuid(),
                    fact.mechanism(),
                    fact.block(),
                    fact.at(),
                    Math.max(0, newest - fact.block()),
                    SinceLastSet.UNKNOWN);
        }
    }
}

package io.weighbridge.cli;

import io.weighbridge.chain.BlockRange;
import io.weighbridge.chain.RangeSet;
import io.weighbridge.store.FactQuery;
import io.weighbridge.store.Store;
import io.weighbridge.web.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the blocks that somebody asks for are not verified, so that weight actions may be missing from the answer. The
 * block of a time is reckoned from the nearest facts, as the store knows no others' times; beyond the first and the last of
 * them with some caution, so that nothing is told to be missing that is not.
 */
final class NotCovered {

    private static final int SHOWN = 3;

    /** Blocks are late now and then, on the way from a fact to a time: one of so many, and some. */
    private static final int LATE = 50;

    private static final long FEW = 10;

    private final Store store;
    private final FactQuery query;
    private final Duration blockTime;
    private final Instant now;

    private NotCovered(Store store, FactQuery query, Duration blockTime, Instant now) {
        this.store = store;
        this.query = query;
        this.blockTime = blockTime;
        this.now = now;
    }

    /**
     * A sentence about them, with what to do; empty where all is verified, or nothing at all.
     *
     * @param query what is asked for
     * @param blockTime the time between two blocks
     * @param now the time
     */
    static Optional<String> of(Store store, FactQuery query, Duration blockTime, Instant now) {
        var look = new NotCovered(store, query, blockTime, now);
        return StatusReport.coverages(store, query.tracked()).stream()
                .map(look::missing)
                .reduce(RangeSet::union)
                .filter(missing -> !missing.isEmpty())
                .map(NotCovered::sentence);
    }

    private RangeSet missing(RangeSet coverage) {
        OptionalLong first = first(coverage);
        OptionalLong last = last(coverage);
        return first.isEmpty() || last.isEmpty() || last.getAsLong() < first.getAsLong()
                ? RangeSet.EMPTY
                : RangeSet.of(new BlockRange(first.getAsLong(), last.getAsLong()))
                        .minus(coverage);
    }

    private OptionalLong first(RangeSet coverage) {
        if (!query.from().equals(Instant.MIN)) {
            return max(at(query.from(), 1), query.blocks().first());
        }
        return query.blocks().first() > 0 ? OptionalLong.of(query.blocks().first()) : coverage.first();
    }

    private OptionalLong last(RangeSet coverage) {
        if (!query.until().equals(Instant.MAX)) {
            Instant until = query.until().isBefore(now) ? query.until() : now;
            OptionalLong last = at(until, -1);
            return last.isPresent()
                    ? OptionalLong.of(Math.min(last.getAsLong(), query.blocks().last()))
                    : last;
        }
        return query.blocks().last() < FactQuery.ALL_BLOCKS.last()
                ? OptionalLong.of(query.blocks().last())
                : coverage.last();
    }

    private static OptionalLong max(OptionalLong number, long other) {
        return number.isPresent() ? OptionalLong.of(Math.max(number.getAsLong(), other)) : number;
    }

    /** The block of a time; beyond all facts moved by some blocks in that direction. */
    private OptionalLong at(Instant time, int inward) {
        Optional<Anchor> before = anchor(Instant.MIN, time, true);
        Optional<Anchor> after = anchor(time, Instant.MAX, false);
        if (before.isPresent() && after.isPresent()) {
            return OptionalLong.of(Math.min(
                    after.get().block(), before.get().block() + way(before.get().at(), time)));
        }
        return before.or(() -> after).stream()
                .mapToLong(anchor -> anchor.block() + cautious(way(anchor.at(), time), inward))
                .map(block -> Math.max(0, block))
                .findFirst();
    }

    private static long cautious(long way, int inward) {
        return way + inward * (Math.abs(way) / LATE + FEW);
    }

    private long way(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / blockTime.toMillis();
    }

    private Optional<Anchor> anchor(Instant from, Instant until, boolean newest) {
        var nearest = new FactQuery(query.tracked(), FactQuery.ALL_BLOCKS, from, until, Set.of(), newest, 0, 1);
        return store.facts(nearest).stream()
                .map(found ->
                        new Anchor(found.fact().block().number(), found.fact().timestamp()))
                .findFirst();
    }

    private static String sentence(RangeSet missing) {
        long first = missing.first().orElse(0);
        long last = missing.last().orElse(0);
        String shown =
                missing.ranges().stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        int more = missing.ranges().size() - SHOWN;
        return "not verified, so that weight actions may be missing: " + (missing.size() == 1 ? "block " : "blocks ")
                + shown + (more > 0 ? " and " + more + " more ranges" : "") + " (" + missing.size()
                + "). Read them with 'weighbridge backfill --from " + first + " --to " + last
                + "', while no 'follow' works on the store, and export again";
    }

    /** A block whose time is known. */
    private record Anchor(long block, Instant at) {}
}
